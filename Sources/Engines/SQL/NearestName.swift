/// Which of the known names somebody probably meant.
package enum NearestName {
    /// The name with the fewest edits, when that is at most a third of the name; nil when nothing is near.
    package static func of(_ text: String, in names: some Sequence<String>) -> String? {
        let letters = Array(text.lowercased().utf8.prefix(64))
        let most = max(1, letters.count / 3)
        return names.map { ($0, distance(letters, Array($0.utf8))) }
            .filter { $0.1 <= most }.min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
    }

    /// Levenshtein's distance.
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        if abs(a.count - b.count) > 21 { return .max }
        var row = Array(0...b.count)
        for (i, letter) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for j in b.indices {
                let next = min(row[j] + 1, row[j + 1] + 1, diagonal + (letter == b[j] ? 0 : 1))
                diagonal = row[j + 1]
                row[j + 1] = next
            }
        }
        return row[b.count]
    }
}
