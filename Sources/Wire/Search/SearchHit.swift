/// One thing that answers a search.
public struct SearchHit: Codable, Sendable, Equatable {
    /// `event`, `dataset`, `team`, `source`, `term` or `person`.
    public var kind: String
    public var name: String
    public var owner: String
    public var tier: String?
    /// The strictest of its fields.
    public var classification: String?
    public var description: String
    /// `live`, `deprecated`, or `removed`: its definition is gone.
    public var standing: String
    /// Names of columns that answer the question, the best first.
    public var columns: [String]
    /// Queries of the last 30 days that named it.
    public var uses: Int
    /// When data last came, of an event type or a dataset.
    public var lastData: String?
    /// Of an event type or a dataset, what the asker may read of it: `all` rows, `some`, or none until they `ask`.
    public var access: String?
    /// Whether it can be relied on; nil for what is no data.
    public var certified: Bool?

    public init(
        kind: String, name: String, owner: String, tier: String?, classification: String?, description: String,
        standing: String, columns: [String], uses: Int, lastData: String?, access: String? = nil, certified: Bool? = nil
    ) {
        self.kind = kind
        self.name = name
        self.owner = owner
        self.tier = tier
        self.classification = classification
        self.description = description
        self.standing = standing
        self.columns = columns
        self.uses = uses
        self.lastData = lastData
        self.access = access
        self.certified = certified
    }
}
