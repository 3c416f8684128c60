/// A tag that definitions may carry.
public struct TagSummary: Codable, Sendable, Equatable {
    public var name: String
    public var description: String
    public var values: [String]
    /// Every event type and dataset says it.
    public var required: Bool

    public init(name: String, description: String, values: [String], required: Bool) {
        self.name = name
        self.description = description
        self.values = values
        self.required = required
    }
}
