import BasinCore
import BasinMetastore

/// How well an entry answers a question. The text index brings candidates; this puts them in order.
struct SearchScore: Comparable {
    /// Names of the columns that hold one of the words, the best first.
    let columns: [String]
    private(set) var value = 0.0
    /// Of the words, how many the entry holds somewhere.
    private let held: Int
    private let name: String

    /// - Parameters:
    ///   - held: of the words those that the index found in the entry, wherever.
    ///   - age: of its latest data.
    init(_ entry: RankedEntry, words: [SoughtWord], held: Set<String>, age: Duration?) {
        name = entry.name
        self.held = held.count
        let ownName = entry.name.utf8, people = entry.people.utf8
        var points = words.map { word in
            max(
                word.likeness(ownName).best * 10, word.likeness(people).best * 3, held.contains(word.text) ? 1.5 : 0)
        }
        var answering: [(column: String, points: Double)] = []
        for column in entry.columns.utf8.split(separator: UInt8(ascii: " ")) {
            var sum = 0.0, parts = 1
            for (index, word) in words.enumerated() {
                let likeness = word.likeness(column)
                parts = max(1, likeness.words)
                sum += likeness.best
                points[index] = max(points[index], likeness.best * 4)
            }
            if sum > 0 { answering.append((String(column) ?? "", sum / Double(parts) + sum)) }
        }
        columns = answering.enumerated().sorted { a, b in
            a.element.points != b.element.points ? a.element.points > b.element.points : a.offset < b.offset
        }.map(\.element.column)
        if !words.isEmpty { value = points.reduce(0, +) / Double(words.count) }
        // Exact first: nothing that is only alike may come before it.
        let ownWords = SearchText.words(entry.name), texts = words.map(\.text)
        if !words.isEmpty, ownWords == texts { value += 1000 } else if ownWords.starts(with: texts) { value += 4 }
        switch entry.standing {
        case .live: break
        case .deprecated: value -= 6
        case .removed: value -= 12
        }
        value += Double(entry.rank) / 1023 * 6
        if let age { value += age < .seconds(86_400) ? 1.5 : age < .seconds(7 * 86_400) ? 0.75 : 0 }
    }

    /// Of two equal ones the shorter name, then the alphabet.
    static func < (a: SearchScore, b: SearchScore) -> Bool {
        if a.held != b.held { return a.held < b.held }
        if a.value != b.value { return a.value < b.value }
        return (b.name.utf8.count, b.name) < (a.name.utf8.count, a.name)
    }

    static func == (a: SearchScore, b: SearchScore) -> Bool {
        a.held == b.held && a.value == b.value && a.name == b.name
    }
}
