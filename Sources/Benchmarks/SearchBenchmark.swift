import BasinCore
import BasinManagement
import BasinMetastore
import Foundation

/// 100,000 datasets with a million columns: what a search takes, of the commonest words, of beginnings of words, of exact
/// names and of mistyped ones.
struct SearchBenchmark {
    private static let datasets = 100_000
    private static let columns = 10
    /// The commonest first: the n-th is in names and columns n times less often than the first (Zipf).
    private static let words = [
        "user", "event", "daily", "count", "country", "session", "device", "song", "artist", "revenue", "page", "account",
        "payment", "order", "campaign", "search", "playlist", "podcast", "episode", "label", "invoice", "currency", "amount",
        "status", "version", "platform", "region", "city", "gender", "plan", "trial", "churn", "score", "model", "feature",
        "metric", "experiment", "variant", "click", "view", "impression", "duration", "length", "start", "finish", "error",
        "latency", "bytes", "request", "response", "referrer", "source", "medium", "channel", "audience", "segment", "cohort",
        "retention", "active", "weekly", "monthly", "hourly", "total", "average", "median", "maximum", "minimum", "share",
    ]

    func run() async throws {
        try await Machine.withFolder { folder in
            let metastore = try Metastore(path: folder + "/metastore.sqlite")
            defer { try? metastore.close() }
            var random = SystemRandomNumberGenerator()
            var generator = ZipfWords(Self.words)
            let filling = try seconds {
                for start in stride(from: 0, to: Self.datasets, by: 1000) {
                    try metastore.write { transaction in
                        for id in start..<min(start + 1000, Self.datasets) {
                            try CatalogIndex.store(Self.entry(id + 1, &generator), in: transaction)
                        }
                        // Few are used by many.
                        try transaction.addUses([UInt32(Int.random(in: 1...Self.datasets, using: &random)): 500], day: 20_000)
                    }
                }
            }
            row("search: \(thousands(Double(Self.datasets))) datasets of \(Self.columns) columns", "p50, ms", "p99, ms", "goal")
            row("  written in \(fixed(filling, 0)) s, \(try Self.megabytes(folder)) MB")
            let common = Array(Self.words.prefix(10))
            let rare = (0..<200).map { "rare\($0)" }
            var pairs: [String] = [], typed: [String] = []
            for word in common {
                pairs += common.map { word + " " + $0 }
                typed += (1...word.count).map { String(word.prefix($0)) }
            }
            let all: [(name: String, texts: [String])] = [
                ("the ten commonest words", common), ("two common words", pairs), ("a common word as it is typed", typed),
                ("a rare word", rare), ("an exact name", (1...200).map { "user_event_\($0 * 7)" }),
                ("a mistyped word", Self.words.filter { $0.count > 5 }.map(Self.mistyped)),
                ("nothing: what is used most", [""]), ("words that nothing holds together", common.map { $0 + " zzzz" }),
            ]
            var total = Sample()
            for (name, texts) in all {
                var times = Sample()
                for _ in 0..<max(1, 400 / texts.count) {
                    for text in texts {
                        let took = try seconds {
                            _ = try metastore.read { try CatalogSearch.answer(SearchQuestion(text), $0, now: Timestamp(microseconds: 0)) }
                        }
                        times.add(took * 1000)
                        total.add(took * 1000)
                    }
                }
                row("  " + name, fixed(times.quantile(0.5), 1), fixed(times.quantile(0.99), 1))
            }
            row("  all of them", fixed(total.quantile(0.5), 1), fixed(total.quantile(0.99), 1), "20")
        }
    }

    private static func entry(_ id: Int, _ words: inout ZipfWords) -> CatalogEntry {
        let columns = (0..<columns).map { DatasetColumn(name: words.next() + "_" + words.next(), type: .string, id: $0 + 1, classification: .none) }
        let name = id % 50 == 0 ? "rare\(id / 50)" : id < 2000 ? "user_event_\(id)" : words.next() + "_" + words.next() + "_\(id)"
        let definition = Dataset(
            name: name, owner: "team-\(id % 300)", description: (0..<8).map { _ in words.next() }.joined(separator: " "),
            granularity: .day, start: nil, work: .sql("SELECT 1"))
        return CatalogEntry(
            AppliedDataset(
                id: UInt32(id), definition: definition, schemaVersion: 1, hash: "", columns: columns, lastFieldID: 99, inputs: []))
    }

    /// Two letters swapped.
    private static func mistyped(_ word: String) -> String {
        var letters = Array(word)
        letters.swapAt(2, 3)
        return letters[2] == letters[3] ? word + "x" : String(letters)
    }

    private static func megabytes(_ folder: String) throws -> Int {
        let bytes = try FileManager.default.attributesOfItem(atPath: folder + "/metastore.sqlite")[.size] as? Int ?? 0
        return bytes / 1_000_000
    }

    private struct ZipfWords {
        private let words: [String]
        private let sums: [Double]
        private var random = SystemRandomNumberGenerator()

        init(_ words: [String]) {
            self.words = words
            var sum = 0.0
            sums = words.indices.map { index in
                sum += 1 / Double(index + 1)
                return sum
            }
        }

        mutating func next() -> String {
            let at = Double.random(in: 0..<sums[sums.count - 1], using: &random)
            return words[sums.firstIndex { $0 > at } ?? 0]
        }
    }
}
