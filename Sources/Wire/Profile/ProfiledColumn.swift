/// What the values of one column are like. Values are told only where they say nothing of a person.
public struct ProfiledColumn: Codable, Sendable, Equatable {
    public var name: String
    public var type: String
    public var classification: String
    /// Rows without a value.
    public var nulls: Int
    /// How many different values: exactly up to a million rows, else about.
    public var distinct: Int?
    public var min: String?
    public var max: String?
    public var mean: Double?
    /// Values at 0 %, 10 % … 100 % of the sorted rows, about; of numbers only.
    public var deciles: [Double]
    /// The commonest, where there are at most a thousand different ones.
    public var common: [CommonValue]

    public init(
        name: String, type: String, classification: String, nulls: Int, distinct: Int? = nil,
        min: String? = nil, max: String? = nil, mean: Double? = nil, deciles: [Double], common: [CommonValue]
    ) {
        self.name = name
        self.type = type
        self.classification = classification
        self.nulls = nulls
        self.distinct = distinct
        self.min = min
        self.max = max
        self.mean = mean
        self.deciles = deciles
        self.common = common
    }
}
