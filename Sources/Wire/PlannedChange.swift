/// One thing an apply would do.
public struct PlannedChange: Codable, Sendable, Equatable {
    /// `new`, `changed`, `renamed`, `removed`, `breaking`.
    public var kind: String
    /// `event song_played`, `team team-listening`.
    public var object: String
    /// The schema version that results, where there is one.
    public var version: Int?
    /// One sentence each.
    public var details: [String]

    public init(kind: String, object: String, version: Int? = nil, details: [String]) {
        self.kind = kind
        self.object = object
        self.version = version
        self.details = details
    }
}
