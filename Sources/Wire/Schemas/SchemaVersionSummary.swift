/// One schema version of an event type, beside the one before it.
public struct SchemaVersionSummary: Codable, Sendable, Equatable {
    public var version: Int
    /// What new events have.
    public var isCurrent: Bool
    /// Fields, nested ones not counted.
    public var fields: Int
    /// What is different from the version before; a sentence each. Empty for the first.
    public var changes: [String]
    /// The promises that hold from the version before to this one: `backward`, `forward`, `full`.
    public var keeps: [String]

    public init(version: Int, isCurrent: Bool, fields: Int, changes: [String], keeps: [String]) {
        self.version = version
        self.isCurrent = isCurrent
        self.fields = fields
        self.changes = changes
        self.keeps = keeps
    }
}
