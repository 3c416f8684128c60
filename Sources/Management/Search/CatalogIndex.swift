package import BasinCore
package import BasinMetastore

/// Keeps what people find as the definitions are, inside the transaction that changes these.
package enum CatalogIndex {
    /// After an apply: what changed, and all teams, sources and saved queries, of which there are few.
    /// - Parameter reworded: names of the terms that may have changed, since there may be thousands; nil: all.
    package static func update(
        types: [AppliedEventType], datasets: [AppliedDataset], reworded: Set<String>? = nil, in transaction: Transaction
    ) throws {
        let glossary = try transaction.snapshot.glossary()
        let terms = Dictionary(glossary.map { ($0.name, $0) }) { first, _ in first }
        for type in types { try store(CatalogEntry(type, terms: terms), in: transaction) }
        for dataset in datasets { try store(CatalogEntry(dataset, terms: terms), in: transaction) }
        try replace(.term, with: glossary.map { CatalogEntry($0) }, only: reworded, in: transaction)
        try replace(.team, with: transaction.snapshot.teams().map { CatalogEntry($0) }, in: transaction)
        try replace(.source, with: transaction.snapshot.sources().map { CatalogEntry($0) }, in: transaction)
        try replace(.query, with: transaction.snapshot.savedQueries().map { CatalogEntry($0) }, in: transaction)
    }

    /// After somebody changed definitions, or was changed: who they are, and what they know about. Who is not let in any
    /// more is nobody to ask.
    package static func update(person: String, in transaction: Transaction) throws {
        guard let account = try transaction.snapshot.account(named: person), account.kind == .person else { return }
        guard account.disabledAt == nil else { return try remove(.person, person, in: transaction) }
        try store(
            CatalogEntry(
                person: person, teams: account.teams,
                changed: transaction.snapshot.objectsChanged(by: person, limit: mostKnown)), in: transaction)
    }

    private static let mostKnown = 100

    /// For a metastore that an older Basin wrote: everything.
    package static func fill(in transaction: Transaction) throws {
        guard try !transaction.snapshot.hasCatalog() else { return }
        let datasets = try transaction.snapshot.datasets().map(\.dataset)
        for dataset in datasets { try transaction.storeColumnSources(of: dataset) }
        try update(types: transaction.snapshot.eventTypes(), datasets: datasets, in: transaction)
        for account in try transaction.snapshot.accounts() { try update(person: account.name, in: transaction) }
        try transaction.recountUses()
    }

    /// Adds the entry, or replaces the one of its object; nothing of that one stays.
    package static func store(_ entry: CatalogEntry, in transaction: Transaction) throws {
        let words = entry.words
        let before = try transaction.snapshot.catalogNames(entry.kind, entry.object).map(SearchText.words) ?? []
        try transaction.store(entry, words: words, neighbours: SpellingNeighbours.of)
        for word in Set(before).subtracting(words) { try transaction.forgetCatalogWord(word) }
    }

    private static func replace(
        _ kind: CatalogEntry.Kind, with entries: [CatalogEntry], only changed: Set<String>? = nil, in transaction: Transaction
    ) throws {
        for entry in entries where changed?.contains(entry.object) != false { try store(entry, in: transaction) }
        let kept = Set(entries.map(\.object))
        for object in try transaction.snapshot.catalogObjects(kind) where !kept.contains(object) {
            try remove(kind, object, in: transaction)
        }
    }

    private static func remove(_ kind: CatalogEntry.Kind, _ object: String, in transaction: Transaction) throws {
        let words = try transaction.snapshot.catalogNames(kind, object).map(SearchText.words) ?? []
        try transaction.removeCatalogEntry(kind, object)
        for word in Set(words) { try transaction.forgetCatalogWord(word) }
    }
}
