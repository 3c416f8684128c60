/// What is said of a dataset for the people who use it.
public struct DatasetNotes: Codable, Sendable, Equatable {
    /// Where its users ask.
    public var support: String?
    /// Values by the name of a tag.
    public var tags: [String: String]
    /// Names of terms of the glossary.
    public var terms: [String]
    public var deprecation: DeprecationSummary?
    public var examples: [QueryExample]
    /// Markdown; nil where there is no page.
    public var page: String?
    /// Everything that makes data one to rely on is there.
    public var certified: Bool
    /// What it lacks for that, in sentences.
    public var missing: [String]
    /// People who changed it, the most often first.
    public var people: [String]

    public init(
        support: String? = nil, tags: [String: String] = [:], terms: [String] = [], deprecation: DeprecationSummary? = nil,
        examples: [QueryExample] = [], page: String? = nil, certified: Bool = false, missing: [String] = [],
        people: [String] = []
    ) {
        self.support = support
        self.tags = tags
        self.terms = terms
        self.deprecation = deprecation
        self.examples = examples
        self.page = page
        self.certified = certified
        self.missing = missing
        self.people = people
    }
}
