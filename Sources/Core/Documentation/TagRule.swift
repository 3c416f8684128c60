/// A tag that definitions may carry, and what it may say, as declared in `tags.yaml`.
package struct TagRule: Sendable, Hashable, Codable {
    package var name: String
    package var description: String
    /// Never empty.
    package var values: [String]
    /// Every event type and dataset says it.
    package var isRequired: Bool

    package init(name: String, description: String, values: [String], isRequired: Bool = false) {
        self.name = name
        self.description = description
        self.values = values
        self.isRequired = isRequired
    }
}
