import GRDB

/// What is about a term of the glossary.
extension Snapshot {
    /// How many event types and datasets are.
    package func termUseCount(_ term: String) throws -> Int {
        try db.fetchOne(
            cached: "SELECT doc FROM catalog_word WHERE term = ?", arguments: [CatalogFacet.term(term).word])?["doc"]
            ?? 0
    }

    /// Names of these, and `name.column` of columns that are; of those that stand first in the catalog, by name.
    /// - Parameter limit: event types and datasets that are looked at.
    package func termUses(_ term: String, limit: Int) throws -> [String] {
        let rows = try db.fetchAll(
            cached: """
                SELECT e.name, catalog_text.facets FROM catalog_text CROSS JOIN catalog_entry e ON e.place = catalog_text.rowid
                WHERE catalog_text MATCH ? AND e.standing <> 'removed' ORDER BY catalog_text.rowid LIMIT ?
                """, arguments: ["facets : \"\(CatalogFacet.term(term).word)\"", limit])
        let whole = CatalogFacet.whole(term: term).word, column = CatalogFacet.columns(ofTerm: term)
        return rows.map { row -> (name: String, uses: [String]) in
            let name: String = row[0], words = (row[1] as String).split(separator: " ")
            let columns = words.filter { $0.hasPrefix(column) }.compactMap {
                CatalogFacet.text(ofLetters: $0.dropFirst(column.count))
            }
            return (name, (words.contains { $0 == whole } ? [name] : []) + columns.sorted().map { name + "." + $0 })
        }.sorted { $0.name < $1.name }.flatMap(\.uses)
    }
}
