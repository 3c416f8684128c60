/// A dataset in a list.
public struct DatasetSummary: Codable, Sendable, Equatable {
    public var name: String
    public var owner: String
    /// `event`, or `pipeline`: made by one.
    public var kind: String
    public var tier: String
    /// Rows of current revisions and of what is not yet sealed.
    public var rows: Int
    /// Partitions with rows.
    public var partitions: Int
    /// Newest time of receipt, RFC 3339; the beginning of its hour when that came with an import. Of what a pipeline makes: of
    /// publication.
    public var lastEvent: String?
    public var description: String
    /// Its definition was removed: nothing is added to it any more.
    public var removed: Bool

    public init(name: String, owner: String, kind: String, tier: String, rows: Int, partitions: Int, lastEvent: String? = nil, description: String, removed: Bool = false) {
        self.name = name
        self.owner = owner
        self.kind = kind
        self.tier = tier
        self.rows = rows
        self.partitions = partitions
        self.lastEvent = lastEvent
        self.description = description
        self.removed = removed
    }
}
