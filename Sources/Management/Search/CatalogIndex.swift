package import BasinCore
package import BasinMetastore

/// Keeps what people find as the definitions are, inside the transaction that changes these.
package enum CatalogIndex {
    /// After an apply: what changed, and all teams, sources and saved queries, of which there are few.
    package static func update(
        types: [AppliedEventType], datasets: [AppliedDataset], in transaction: Transaction
    ) throws {
        for type in types { try store(CatalogEntry(type), in: transaction) }
        for dataset in datasets { try store(CatalogEntry(dataset), in: transaction) }
        try replace(.team, with: transaction.snapshot.teams().map { CatalogEntry($0) }, in: transaction)
        try replace(.source, with: transaction.snapshot.sources().map { CatalogEntry($0) }, in: transaction)
        try replace(.query, with: transaction.snapshot.savedQueries().map { CatalogEntry($0) }, in: transaction)
    }

    /// For a metastore that an older Basin wrote: everything.
    package static func fill(in transaction: Transaction) throws {
        guard try !transaction.snapshot.hasCatalog() else { return }
        let datasets = try transaction.snapshot.datasets().map(\.dataset)
        for dataset in datasets { try transaction.storeColumnSources(of: dataset) }
        try update(types: transaction.snapshot.eventTypes(), datasets: datasets, in: transaction)
    }

    /// Adds the entry, or replaces the one of its object; nothing of that one stays.
    package static func store(_ entry: CatalogEntry, in transaction: Transaction) throws {
        let words = entry.words
        let before = try transaction.snapshot.catalogNames(entry.kind, entry.object).map(SearchText.words) ?? []
        try transaction.store(entry, words: words, neighbours: SpellingNeighbours.of)
        for word in Set(before).subtracting(words) { try transaction.forgetCatalogWord(word) }
    }

    private static func replace(
        _ kind: CatalogEntry.Kind, with entries: [CatalogEntry], in transaction: Transaction
    ) throws {
        for entry in entries { try store(entry, in: transaction) }
        let kept = Set(entries.map(\.object))
        for object in try transaction.snapshot.catalogObjects(kind) where !kept.contains(object) {
            let words = try transaction.snapshot.catalogNames(kind, object).map(SearchText.words) ?? []
            try transaction.removeCatalogEntry(kind, object)
            for word in Set(words) { try transaction.forgetCatalogWord(word) }
        }
    }
}
