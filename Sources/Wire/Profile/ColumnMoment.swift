/// What one column was like in one partition. Values are told only where they say nothing of a person.
public struct ColumnMoment: Codable, Sendable, Equatable {
    public var name: String
    /// Rows without a value, of all: 0 to 1; none of a partition without rows.
    public var nullShare: Double?
    /// How many different values: exactly up to a million rows, else about.
    public var distinct: Int?
    public var mean: Double?
    /// Values at 0 %, 10 % … 100 % of the sorted rows, about; of numbers only.
    public var deciles: [Double]
    /// The figures that leave the range of the 14 partitions before: further from their median than five times their median
    /// absolute deviation. `null_share`, `distinct`, `mean`, `median`.
    public var unusual: [String]

    public init(
        name: String, nullShare: Double? = nil, distinct: Int? = nil, mean: Double? = nil, deciles: [Double] = [],
        unusual: [String] = []
    ) {
        self.name = name
        self.nullShare = nullShare
        self.distinct = distinct
        self.mean = mean
        self.deciles = deciles
        self.unusual = unusual
    }
}
