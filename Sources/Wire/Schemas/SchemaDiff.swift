/// Two versions of an event type's schema beside each other.
public struct SchemaDiff: Codable, Sendable, Equatable {
    public var type: String
    /// `version 2`.
    public var from: String
    /// `version 3`, or `events/song_played.yaml`.
    public var to: String
    /// What the type promises: `backward`, `forward`, `full` or `none`.
    public var compatibility: String
    /// What differs, field by field; empty when both are the same.
    public var fields: [FieldDiff]
    /// Of each mode whether it is kept.
    public var promises: [SchemaPromise]

    public init(
        type: String, from: String, to: String, compatibility: String, fields: [FieldDiff], promises: [SchemaPromise]
    ) {
        self.type = type
        self.from = from
        self.to = to
        self.compatibility = compatibility
        self.fields = fields
        self.promises = promises
    }
}
