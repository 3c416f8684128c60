package import BasinCore
import GRDB

/// What people find.
extension Snapshot {
    /// Exactly of this name, whatever kind.
    package func catalogEntries(named name: String) throws -> [RankedEntry] {
        try db.fetchAll(
            cached: Self.found(by: .entry) + "WHERE catalog_entry.name = ? ORDER BY place LIMIT 20", arguments: [name]
        ).map(Self.found)
    }

    /// Entries that hold all the words, the best by rank first.
    /// - Parameters:
    ///   - inNames: only those whose name holds them.
    ///   - facets: one of each inner list must hold.
    package func catalogEntries(
        holding words: [CatalogTerm], inNames: Bool, facets: [[CatalogFacet]], limit: Int
    ) throws -> [RankedEntry] {
        var terms = words.map { (inNames ? "name : " : "{name columns people text} : ") + $0.match }
        for choice in facets {
            terms.append("(" + choice.map { "facets : \"\($0.word)\"" }.joined(separator: " OR ") + ")")
        }
        guard !terms.isEmpty else {
            return try db.fetchAll(cached: Self.found(by: .entry) + "ORDER BY place LIMIT ?", arguments: [limit])
                .map(Self.found)
        }
        return try db.fetchAll(
            cached: Self.found(by: .text) + "WHERE catalog_text MATCH ? ORDER BY catalog_text.rowid LIMIT ?",
            arguments: [terms.joined(separator: " AND "), limit]
        ).map(Self.found)
    }

    enum FirstTable { case entry, text }

    /// - Parameter first: which table leads to the other. SQLite would guess, and read all of one.
    static func found(by first: FirstTable) -> String {
        """
        SELECT catalog_entry.kind, object, catalog_entry.name, owner, tier, classification, description, standing,
            catalog_text.columns, catalog_text.people, uses, place
        FROM \(first == .entry ? "catalog_entry CROSS JOIN catalog_text" : "catalog_text CROSS JOIN catalog_entry")
            ON catalog_entry.place = catalog_text.rowid

        """
    }

    /// By position: hundreds are read for one search, and names are looked up slowly.
    static func found(_ row: Row) throws -> RankedEntry {
        guard let kind = CatalogEntry.Kind(rawValue: row[0]) else {
            throw BasinError(.damaged, "The catalog holds an entry of a kind that this Basin does not know.")
        }
        return RankedEntry(
            kind: kind, object: row[1], name: row[2], owner: row[3],
            tier: (row[4] as String?).flatMap(Tier.init(rawValue:)),
            classification: (row[5] as String?).flatMap(Classification.init(rawValue:)), description: row[6],
            standing: CatalogEntry.Standing(rawValue: row[7]) ?? .live, columns: row[8], people: row[9], uses: row[10],
            rank: CatalogPlace(row[11]).rank)
    }

    /// Whether at least so many entries hold the word. Reads no more than these.
    package func catalogHolds(_ word: String, atLeast count: Int) throws -> Bool {
        try db.fetchOne(
            cached: "SELECT 1 FROM catalog_text WHERE catalog_text MATCH ? ORDER BY rowid LIMIT 1 OFFSET ?",
            arguments: [CatalogTerm.word(word).match, count - 1]) != nil
    }

    /// Whether any entry holds a word that begins so.
    package func catalogHolds(wordBeginning word: String) throws -> Bool {
        try db.fetchOne(
            cached: "SELECT 1 FROM catalog_text WHERE catalog_text MATCH ? LIMIT 1",
            arguments: [CatalogTerm.beginning(word).match]) != nil
    }

    /// Words of the catalog that share one of these rests, with the number of entries that hold each.
    package func catalogWords(sharing neighbours: some Sequence<String>) throws -> [String: Int] {
        var words: [String: Int] = [:]
        for neighbour in neighbours {
            let alike = try db.fetchAll(
                cached: "SELECT word FROM catalog_neighbour WHERE neighbour = ? LIMIT 200", arguments: [neighbour])
            for row in alike {
                let word: String = row["word"]
                guard words[word] == nil else { continue }
                let count = try db.fetchOne(cached: "SELECT doc FROM catalog_word WHERE term = ?", arguments: [word])
                words[word] = count?["doc"] ?? 0
            }
        }
        // A word that nothing holds any more is nobody's.
        return words.filter { $0.value > 0 }
    }

    /// What names, columns and people an entry was stored with; nil when there is none.
    package func catalogNames(_ kind: CatalogEntry.Kind, _ object: String) throws -> String? {
        try db.fetchOne(
            cached: """
                SELECT catalog_text.name || ' ' || columns || ' ' || people FROM catalog_entry
                CROSS JOIN catalog_text ON catalog_text.rowid = place WHERE kind = ? AND object = ?
                """, arguments: [kind.rawValue, object]
        ).map { $0[0] }
    }

    /// The objects of the kind that have an entry.
    package func catalogObjects(_ kind: CatalogEntry.Kind) throws -> [String] {
        try String.fetchAll(db, sql: "SELECT object FROM catalog_entry WHERE kind = ?", arguments: [kind.rawValue])
    }

    /// Whether there is any entry.
    package func hasCatalog() throws -> Bool {
        try db.fetchOne(cached: "SELECT 1 FROM catalog_entry LIMIT 1") != nil
    }

    /// When data last came, of an event type or a dataset. Of an import only the hours are known.
    package func lastData(datasetID: UInt32) throws -> Timestamp? {
        let row = try db.fetchOne(
            cached: """
                SELECT max(
                    coalesce((SELECT coalesce(last_received, hour * 3600000000) FROM hour
                        WHERE type_id = ?1 AND (last_received IS NOT NULL OR delivered > 0) ORDER BY hour DESC LIMIT 1), 0),
                    coalesce((SELECT published_at FROM dataset_partition WHERE dataset_id = ?1 AND published_at IS NOT NULL
                        ORDER BY partition DESC LIMIT 1), 0)) AS at
                """, arguments: [Int64(datasetID)])
        let microseconds = row?["at"] as Int64? ?? 0
        return microseconds == 0 ? nil : Timestamp(microseconds: microseconds)
    }
}

extension Transaction {
    /// Adds the entry, or replaces the one of its object. Words that only that one held are to be forgotten afterwards.
    /// - Parameter neighbours: of each word of its name, columns and people, the rests by which it is found when mistyped.
    package func store(_ entry: CatalogEntry, words: some Sequence<String>, neighbours: (String) -> [String]) throws {
        let uses = try removeCatalogEntry(entry.kind, entry.object)
        try db.execute(
            cached: """
                INSERT INTO catalog_entry
                    (kind, object, name, owner, tier, classification, description, standing, worth, uses, place)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, -(1 + coalesce((SELECT max(id) FROM catalog_entry), 0)))
                """,
            arguments: [
                entry.kind.rawValue, entry.object, entry.name, entry.owner, entry.tier?.rawValue,
                entry.classification?.rawValue, entry.description, entry.standing.rawValue, entry.worth, uses,
            ])
        let id = db.lastInsertedRowID
        let place = CatalogPlace(worth: entry.worth, uses: uses, id: id)
        try db.execute(cached: "UPDATE catalog_entry SET place = ? WHERE id = ?", arguments: [place.number, id])
        try db.execute(
            cached: "INSERT INTO catalog_text (rowid, name, columns, people, text, facets) VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [
                place.number, entry.name, entry.columns.joined(separator: " "), entry.people, entry.text,
                entry.facets.map(\.word).joined(separator: " "),
            ])
        for word in Set(words) {
            try db.execute(
                cached: "INSERT OR IGNORE INTO catalog_neighbour (neighbour, word) VALUES (?1, ?1)", arguments: [word])
            // It was there, and its rests with it.
            guard db.changesCount > 0 else { continue }
            for neighbour in neighbours(word) {
                try db.execute(
                    cached: "INSERT OR IGNORE INTO catalog_neighbour (neighbour, word) VALUES (?, ?)",
                    arguments: [neighbour, word])
            }
        }
    }

    /// - Returns: How often it was used.
    @discardableResult
    package func removeCatalogEntry(_ kind: CatalogEntry.Kind, _ object: String) throws -> Int {
        guard
            let row = try db.fetchOne(
                cached: "SELECT id, place, uses FROM catalog_entry WHERE kind = ? AND object = ?",
                arguments: [kind.rawValue, object])
        else { return 0 }
        try db.execute(cached: "DELETE FROM catalog_text WHERE rowid = ?", arguments: [row["place"] as Int64])
        try db.execute(cached: "DELETE FROM catalog_entry WHERE id = ?", arguments: [row["id"] as Int64])
        return row["uses"]
    }

    /// Forgets how the word may be mistyped, unless an entry holds it.
    package func forgetCatalogWord(_ word: String) throws {
        guard try !snapshot.catalogHolds(word, atLeast: 1) else { return }
        try db.execute(cached: "DELETE FROM catalog_neighbour WHERE word = ?", arguments: [word])
    }
}
