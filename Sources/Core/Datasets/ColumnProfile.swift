/// What the values of one column are like in one partition.
///
/// Of a column that says something of a person it knows how many values there are, and of pseudonyms how many different
/// ones; values are only of columns that are classified `none`.
package struct ColumnProfile: Sendable, Hashable, Codable {
    package struct Common: Sendable, Hashable, Codable {
        package var value: String
        package var rows: Int

        package init(value: String, rows: Int) {
            self.value = value
            self.rows = rows
        }
    }

    package var name: String
    /// Rows without a value.
    package var nulls: Int
    /// How many different values: exactly up to a million rows, else about (HyperLogLog; it may be a fifth off).
    package var distinct: Int?
    package var min: String?
    package var max: String?
    package var mean: Double?
    /// Values at 0 %, 10 % … 100 % of the sorted rows, about (t-digest); of numbers only.
    package var deciles: [Double]
    /// The commonest values, where there are at most a thousand different ones.
    package var common: [Common]

    package init(
        name: String, nulls: Int, distinct: Int? = nil, min: String? = nil, max: String? = nil, mean: Double? = nil,
        deciles: [Double] = [], common: [Common] = []
    ) {
        self.name = name
        self.nulls = nulls
        self.distinct = distinct
        self.min = min
        self.max = max
        self.mean = mean
        self.deciles = deciles
        self.common = common
    }
}
