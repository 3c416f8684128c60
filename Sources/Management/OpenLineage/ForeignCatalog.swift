package import BasinCore
package import BasinMetastore

/// Datasets of others, as people find them.
package enum ForeignCatalog {
    private static let mostColumns = 2_000
    private static let longestText = 4_000

    /// What the facets `schema`, `documentation` and `ownership` say of it.
    package static func entry(_ id: UInt32, _ name: LineageName, _ facets: FacetSet) -> CatalogEntry {
        let current = facets.current
        let description = current["documentation"]?["description"]?.text.map { String($0.prefix(longestText)) }
        let fields = ForeignSchema.fields(current)
        let owner = current["ownership"]?["owners"]?.items?.first?["name"]?.text.map { String($0.prefix(200)) } ?? ""
        let described = fields.prefix(200).compactMap(\.description).joined(separator: " ")
        return CatalogEntry(
            kind: .external, object: String(id), name: name.joined, owner: owner, description: description ?? "",
            columns: fields.prefix(mostColumns).map { String($0.name.prefix(200)) }, people: owner,
            text: String([description, described].compactMap(\.self).joined(separator: " ").prefix(longestText)),
            worth: 50)
    }
}
