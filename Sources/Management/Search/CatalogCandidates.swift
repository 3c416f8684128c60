import BasinMetastore

/// Entries that may answer a question, each once, with the words that they were found by.
struct CatalogCandidates {
    private(set) var entries: [RankedEntry] = []
    private(set) var held: [Set<String>] = []
    /// There may be more than what was looked at.
    private(set) var isCut = false
    private var places: [String: Int] = [:]

    /// Entries that are looked at, at most, for each way of finding them.
    private static let most = 200
    private static let mostInNames = 100

    mutating func add(_ entries: [RankedEntry], holding words: [String]) {
        for entry in entries {
            let key = entry.kind.rawValue + ":" + entry.object
            if let place = places[key] {
                held[place].formUnion(words)
            } else {
                places[key] = self.entries.count
                self.entries.append(entry)
                held.append(Set(words))
            }
        }
    }

    /// Asks the text index for what holds the words; without words, for what stands first.
    mutating func look(for words: [String], facets: [[CatalogFacet]], in snapshot: Snapshot) throws {
        func ask(_ held: [String], _ terms: [CatalogTerm], inNames: Bool, limit: Int) throws -> Int {
            let found = try snapshot.catalogEntries(holding: terms, inNames: inNames, facets: facets, limit: limit)
            add(found, holding: held)
            if found.count == limit { isCut = true }
            return found.count
        }
        guard !words.isEmpty else {
            _ = try ask([], [], inNames: false, limit: Self.most)
            return
        }
        let exact = words.map(CatalogTerm.word)
        _ = try ask(words, exact, inNames: true, limit: Self.mostInNames)
        if try ask(words, exact, inNames: false, limit: Self.most) < Self.most {
            // Of a word that many hold there are enough; of others those count that only begin so, too.
            let terms = try words.map { word -> CatalogTerm in
                try snapshot.catalogHolds(word, atLeast: Self.most) ? .word(word) : .beginning(SearchText.stem(word))
            }
            if terms != exact {
                _ = try ask(words, terms, inNames: true, limit: Self.mostInNames)
                _ = try ask(words, terms, inNames: false, limit: Self.most)
            }
        }
        // No entry holds them all: some of them are better than nothing.
        if entries.isEmpty, words.count > 1 {
            for word in words {
                _ = try ask(
                    [word], [.beginning(SearchText.stem(word))], inNames: false, limit: Self.most / words.count)
            }
        }
    }
}
