/// A word of the business and what it means there, as declared in `glossary.yaml`.
package struct GlossaryTerm: Sendable, Hashable, Codable {
    package var name: String
    /// As people write it: `Monthly active user`.
    package var title: String
    package var description: String
    package var owner: String
    /// Other words for the same.
    package var synonyms: [String]
    /// The only values that a column of this term may hold; none: any. A check of each dataset that has such a column.
    package var values: [String]

    package init(
        name: String, title: String, description: String, owner: String, synonyms: [String] = [], values: [String] = []
    ) {
        self.name = name
        self.title = title
        self.description = description
        self.owner = owner
        self.synonyms = synonyms
        self.values = values
    }
}
