/// What a definition says for the people who look for data and use it, beyond its description. A part of event types and
/// datasets; nothing that Basin does with data depends on it.
package struct Documentation: Sendable, Hashable, Codable {
    /// Where its users ask: a channel, an address, a page. Nil: the owner's contact.
    package var support: String?
    /// Values by the name of a tag of `tags.yaml`.
    package var tags: [String: String]
    /// Terms of `glossary.yaml` that the whole is about.
    package var terms: [String]
    /// The term that a column is about, by the column's name or a nested field's path.
    package var columnTerms: [String: String]
    package var examples: [Example]
    /// Markdown, of the `.md` file beside the definition.
    package var page: String?

    package init(
        support: String? = nil, tags: [String: String] = [:], terms: [String] = [], columnTerms: [String: String] = [:],
        examples: [Example] = [], page: String? = nil
    ) {
        self.support = support
        self.tags = tags
        self.terms = terms
        self.columnTerms = columnTerms
        self.examples = examples
        self.page = page
    }

    package var isEmpty: Bool { self == Documentation() }

    /// A query that shows how the data is used.
    package struct Example: Sendable, Hashable, Codable {
        package var title: String
        package var sql: String

        package init(title: String, sql: String) {
            self.title = title
            self.sql = sql
        }
    }

    /// Every term that it names, of the whole and of columns, each once, by name.
    package var allTerms: [String] { Set(terms + columnTerms.values).sorted() }
}
