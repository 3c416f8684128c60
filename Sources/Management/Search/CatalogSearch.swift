package import BasinCore
package import BasinMetastore

/// Answers what people look for. Reads one snapshot, keeps nothing: there is no index beside the metastore that could
/// say something else.
///
/// Entries stand in the text index in the order of their rank, so that of a word that a hundred thousand hold, only the
/// best few hundred are read. These, and those that hold the words in their names, are put in order by `SearchScore`.
package struct CatalogSearch {
    /// An entry that answers the question.
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

    /// - Parameter now: what is fresh or certified is so at this time.
    package static func answer(
        _ question: SearchQuestion, _ snapshot: Snapshot, now: Timestamp
    ) throws -> Answer {
        let asked = Array(SearchText.words(question.text).prefix(SearchText.mostWords))
        let words = try asked.map { try spelling($0, snapshot) ?? $0 }
        var answer = Answer()
        if words != asked { answer.corrected = words.joined(separator: " ") }

        var candidates = CatalogCandidates()
        // Which tags one of this name has, only the text index knows.
        if !asked.isEmpty, question.tags.isEmpty {
            for name in Set([asked.joined(separator: "_"), asked.joined(separator: "-")]) {
                candidates.add(try snapshot.catalogEntries(named: name).filter(question.allows), holding: words)
            }
        }
        try candidates.look(for: words, facets: question.facets, in: snapshot)
        answer.candidates = candidates.entries
        answer.isCut = candidates.isCut

        let sought = words.map(SoughtWord.init)
        let scored = try candidates.entries.indices.map { index in
            let entry = candidates.entries[index]
            let last = try entry.datasetID.flatMap { try snapshot.lastData(datasetID: $0) }
            let age = last.map { Duration.microseconds(now.microseconds - $0.microseconds) }
            return Scored(
                entry: entry, lastData: last, freshness: age.map { Freshness(age: $0) },
                score: SearchScore(entry, words: sought, held: candidates.held[index], age: age))
        }.sorted { $0.score > $1.score }
        for one in scored where answer.hits.count < question.limit {
            if let hit = try hit(one, question, snapshot, now: now) { answer.hits.append(hit) }
        }
        answer.freshness = scored.compactMap(\.freshness)
        return answer
    }

    private struct Scored {
        var entry: RankedEntry
        var lastData: Timestamp?
        /// Nil before its first data, and for what is no data.
        var freshness: Freshness?
        var score: SearchScore
    }

    /// Nil for what the question does not choose.
    private static func hit(
        _ scored: Scored, _ question: SearchQuestion, _ snapshot: Snapshot, now: Timestamp
    ) throws -> Hit? {
        guard question.freshness.isEmpty || scored.freshness.map(question.freshness.contains) == true else {
            return nil
        }
        let certification = try scored.entry.datasetID.flatMap { try Certification.of($0, in: snapshot, now: now) }
        guard !question.isCertified || certification?.isCertified == true else { return nil }
        return Hit(
            entry: scored.entry, lastData: scored.lastData, columns: scored.score.columns,
            isCertified: certification?.isCertified)
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
