package import BasinCore
package import BasinMetastore

/// Answers what people look for. Reads one snapshot, keeps nothing: there is no index beside the metastore that could
/// say something else.
///
/// Entries stand in the text index in the order of their rank, so that of a word that a hundred thousand hold, only the
/// best few hundred are read. These, and those that hold the words in their names, are put in order by `SearchScore`.
package struct CatalogSearch {
    package struct Hit: Sendable {
        package var entry: RankedEntry
        package var lastData: Timestamp?
        /// Columns that answer the question.
        package var columns: [String]
        /// Nil for what is no data.
        package var isCertified: Bool?
    }

    package struct Answer: Sendable {
        /// The best first.
        package var hits: [Hit] = []
        /// The question as it was answered, where a word of it is in no entry and a similar one is.
        package var corrected: String?
        /// All that was looked at, for counting.
        package var candidates: [RankedEntry] = []
        /// How fresh each candidate is that has data.
        package var freshness: [Freshness] = []
        /// There may be more than what was looked at.
        package var isCut = false
    }

    /// Entries that are looked at, at most, for each way of finding them.
    private static let mostCandidates = 200
    private static let mostInNames = 100

    package static func answer(
        _ question: SearchQuestion, _ snapshot: Snapshot, now: Timestamp
    ) throws -> Answer {
        let asked = Array(SearchText.words(question.text).prefix(SearchText.mostWords))
        var answer = Answer()
        var words = asked
        for index in words.indices {
            if let better = try spelling(words[index], snapshot) { words[index] = better }
        }
        if words != asked { answer.corrected = words.joined(separator: " ") }

        var candidates = Candidates()
        // Which tags one of this name has, only the text index knows.
        if !asked.isEmpty, question.tags.isEmpty {
            for name in Set([asked.joined(separator: "_"), asked.joined(separator: "-")]) {
                candidates.add(try snapshot.catalogEntries(named: name).filter(question.allows), holding: words)
            }
        }
        func look(_ held: [String], _ terms: [CatalogTerm], inNames: Bool, limit: Int) throws -> Int {
            let entries = try snapshot.catalogEntries(
                holding: terms, inNames: inNames, facets: question.facets, limit: limit)
            candidates.add(entries, holding: held)
            if entries.count == limit { answer.isCut = true }
            return entries.count
        }
        if words.isEmpty {
            _ = try look([], [], inNames: false, limit: mostCandidates)
        } else {
            let exact = words.map(CatalogTerm.word)
            _ = try look(words, exact, inNames: true, limit: mostInNames)
            if try look(words, exact, inNames: false, limit: mostCandidates) < mostCandidates {
                // Of a word that many hold there are enough; of others those count that only begin so, too.
                let terms = try words.map { word -> CatalogTerm in
                    try snapshot.catalogHolds(word, atLeast: mostCandidates) ? .word(word) : .beginning(SearchText.stem(word))
                }
                if terms != exact {
                    _ = try look(words, terms, inNames: true, limit: mostInNames)
                    _ = try look(words, terms, inNames: false, limit: mostCandidates)
                }
            }
            // No entry holds them all: some of them are better than nothing.
            if candidates.entries.isEmpty, words.count > 1 {
                for word in words {
                    _ = try look(
                        [word], [.beginning(SearchText.stem(word))], inNames: false, limit: mostCandidates / words.count)
                }
            }
        }
        answer.candidates = candidates.entries
        let sought = words.map(SoughtWord.init)
        let scored = try candidates.entries.indices.map { index in
            let entry = candidates.entries[index]
            let last = try entry.datasetID.flatMap { try snapshot.lastData(datasetID: $0) }
            let age = last.map { Duration.microseconds(now.microseconds - $0.microseconds) }
            return (entry, last, SearchScore(entry, words: sought, held: candidates.held[index], age: age))
        }.sorted { $0.2 > $1.2 }
        for (entry, last, score) in scored where answer.hits.count < question.limit {
            if let last {
                let fresh = Freshness(age: .microseconds(now.microseconds - last.microseconds))
                guard question.freshness.isEmpty || question.freshness.contains(fresh) else { continue }
            } else if !question.freshness.isEmpty {
                continue
            }
            let certification = try entry.datasetID.flatMap { try Certification.of($0, in: snapshot, now: now) }
            guard !question.isCertified || certification?.isCertified == true else { continue }
            answer.hits.append(
                Hit(entry: entry, lastData: last, columns: score.columns, isCertified: certification?.isCertified))
        }
        answer.freshness = scored.compactMap { _, last, _ in
            last.map { Freshness(age: .microseconds(now.microseconds - $0.microseconds)) }
        }
        return answer
    }

    /// Entries, each once, with the words that they were found by.
    private struct Candidates {
        private(set) var entries: [RankedEntry] = []
        private(set) var held: [Set<String>] = []
        private var places: [String: Int] = [:]

        mutating func add(_ found: [RankedEntry], holding words: [String]) {
            for entry in found {
                let key = entry.kind.rawValue + ":" + entry.object
                if let place = places[key] {
                    held[place].formUnion(words)
                } else {
                    places[key] = entries.count
                    entries.append(entry)
                    held.append(Set(words))
                }
            }
        }
    }

    /// A word that the catalog holds instead of one that it does not; nil where it holds this one, or none is near.
    private static func spelling(_ word: String, _ snapshot: Snapshot) throws -> String? {
        let forgiven = SpellingNeighbours.forgiven(word)
        guard forgiven > 0, try !snapshot.catalogHolds(word, atLeast: 1),
            try !snapshot.catalogHolds(wordBeginning: SearchText.stem(word))
        else { return nil }
        return try snapshot.catalogWords(sharing: SpellingNeighbours.of(word))
            .compactMap { other, entries in
                SpellingNeighbours.distance(word, other, limit: forgiven).map { (other, entries, $0) }
            }
            // The nearest; of these the commonest.
            .min { ($0.2, -$0.1, $0.0) < ($1.2, -$1.1, $1.0) }?.0
    }
}
