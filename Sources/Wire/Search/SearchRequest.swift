/// What somebody looks for. Of each list any may hold; an empty one chooses nothing.
public struct SearchRequest: Sendable, Equatable {
    public var text: String
    public var kinds: [String]
    public var owners: [String]
    public var tiers: [String]
    public var classifications: [String]
    /// `name:value` each; all must hold.
    public var tags: [String]
    /// `day`, `week`, `month`, `older`: since data last came.
    public var freshness: [String]
    /// Only what is certified.
    public var certified: Bool
    /// 1 to 100; nil: 20.
    public var limit: Int?

    public init(
        text: String, kinds: [String] = [], owners: [String] = [], tiers: [String] = [], classifications: [String] = [],
        tags: [String] = [], freshness: [String] = [], certified: Bool = false, limit: Int? = nil
    ) {
        self.text = text
        self.kinds = kinds
        self.owners = owners
        self.tiers = tiers
        self.classifications = classifications
        self.tags = tags
        self.freshness = freshness
        self.certified = certified
        self.limit = limit
    }
}
