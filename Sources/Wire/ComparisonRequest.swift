/// Which two deliveries to compare.
public struct ComparisonRequest: Codable, Sendable, Equatable {
    /// Dataset or event type; the same for two ranges of hours.
    public var left: String
    public var right: String
    /// Columns that tell one event from another.
    public var keys: [String]
    /// Columns to compare; empty for all that both have.
    public var fields: [String]
    /// First hour or day of the partitions that count.
    public var from: String?
    /// End (not included) of that range.
    public var to: String?
    /// The same of the right side, where it has hours of its own.
    public var rightFrom: String?
    public var rightTo: String?

    public init(
        left: String, right: String, keys: [String], fields: [String] = [], from: String? = nil, to: String? = nil,
        rightFrom: String? = nil, rightTo: String? = nil
    ) {
        self.left = left
        self.right = right
        self.keys = keys
        self.fields = fields
        self.from = from
        self.to = to
        self.rightFrom = rightFrom
        self.rightTo = rightTo
    }
}
