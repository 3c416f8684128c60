package import BasinCore
package import BasinMetastore

/// Keeps what people find as the definitions are, inside the transaction that changes these.
package enum CatalogIndex {
    /// After an apply: what changed, and all teams and sources, of which there are few.
    package static func update(
        types: [AppliedEventType], datasets: [AppliedDataset], in transaction: Transaction
    ) throws {
        let teams = try transaction.snapshot.teams(), byName = Dictionary(uniqueKeysWithValues: teams.map { ($0.name, $0) })
        for type in types { try store(CatalogEntry(type, teams: byName), in: transaction) }
        for dataset in datasets { try store(CatalogEntry(dataset, teams: byName), in: transaction) }
        try transaction.removeCatalogEntries(.team)
        for team in teams { try store(CatalogEntry(team), in: transaction) }
        try transaction.removeCatalogEntries(.source)
        for source in try transaction.snapshot.sources() { try store(CatalogEntry(source, teams: byName), in: transaction) }
    }

    /// For a metastore that an older Basin wrote: everything.
    package static func fill(in transaction: Transaction) throws {
        guard try !transaction.snapshot.hasCatalog() else { return }
        let datasets = try transaction.snapshot.datasets().map(\.dataset)
        for dataset in datasets { try transaction.storeColumnSources(of: dataset) }
        try update(types: transaction.snapshot.eventTypes(), datasets: datasets, in: transaction)
    }

    package static func store(_ entry: CatalogEntry, in transaction: Transaction) throws {
        try transaction.store(entry, words: entry.words, neighbours: SpellingNeighbours.of)
    }
}
