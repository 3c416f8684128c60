/// A word of the business and what it means there.
public struct GlossaryTermSummary: Codable, Sendable, Equatable {
    public var name: String
    public var title: String
    public var description: String
    public var owner: String
    public var synonyms: [String]
    /// The only values that a column of this term may hold; none: any.
    public var values: [String]
    /// What is about it: event types and datasets, or columns of these as `dataset.column`; of the thousand used most.
    public var uses: [String]
    /// How many event types and datasets are about it, or have a column that is.
    public var useCount: Int

    public init(
        name: String, title: String, description: String, owner: String, synonyms: [String], values: [String], uses: [String],
        useCount: Int
    ) {
        self.name = name
        self.title = title
        self.description = description
        self.owner = owner
        self.synonyms = synonyms
        self.values = values
        self.uses = uses
        self.useCount = useCount
    }
}
