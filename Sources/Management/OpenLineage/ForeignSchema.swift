package import BasinCore

/// The `schema` facet.
package enum ForeignSchema {
    package struct Field: Sendable, Hashable {
        package var name: String
        package var type: String?
        package var description: String?
    }

    /// The first 10,000 that have a name; none without the facet.
    package static func fields(_ facets: [String: JSONTree]) -> [Field] {
        (facets["schema"]?["fields"]?.items ?? []).prefix(10_000).compactMap { field in
            field["name"]?.text.map {
                Field(name: $0, type: field["type"]?.text, description: field["description"]?.text)
            }
        }
    }
}
