/// What was found.
public struct SearchAnswer: Codable, Sendable, Equatable {
    /// The best first.
    public var hits: [SearchHit]
    /// The words that were looked for instead, where one of those given is nowhere and a similar one is.
    public var corrected: String?
    public var facets: [SearchFacet]
    /// There may be more than the facets count.
    public var isCut: Bool

    public init(hits: [SearchHit], corrected: String?, facets: [SearchFacet], isCut: Bool) {
        self.hits = hits
        self.corrected = corrected
        self.facets = facets
        self.isCut = isCut
    }
}
