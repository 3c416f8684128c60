/// Finds words that are nearly the same, without comparing with each: what is left of a word when letters are taken out
/// of it is kept with the word, and two words are alike when they share such a rest (Garbe's symmetric deletion).
package enum SpellingNeighbours {
    /// Changes that are forgiven: none in a word of three letters, where everything is near everything.
    package static func forgiven(_ word: String) -> Int {
        switch word.utf8.count {
        case ..<4: 0
        case 4..<8: 1
        default: 2
        }
    }

    /// The rests of the word with as many letters taken out as are forgiven, itself included. Words of more than 24
    /// bytes, or of other than ASCII letters, only have themselves.
    package static func of(_ word: String) -> [String] {
        let bytes = Array(word.utf8)
        guard bytes.count <= 24, bytes.allSatisfy({ $0 < 128 }) else { return [word] }
        var rests: Set<[UInt8]> = [bytes], edge: Set<[UInt8]> = [bytes]
        for _ in 0..<forgiven(word) {
            var next: Set<[UInt8]> = []
            for rest in edge {
                for index in rest.indices {
                    var shorter = rest
                    shorter.remove(at: index)
                    next.insert(shorter)
                }
            }
            rests.formUnion(next)
            edge = next
        }
        return rests.map { String(decoding: $0, as: UTF8.self) }
    }

    /// How many letters must be added, removed, changed or swapped with the next to make one word of the other; nil for
    /// more than `limit`. (Optimal string alignment.)
    package static func distance(_ a: String, _ b: String, limit: Int) -> Int? {
        let a = Array(a.utf8), b = Array(b.utf8)
        guard abs(a.count - b.count) <= limit else { return nil }
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in 0..<a.count {
            var row = [i + 1]
            row.reserveCapacity(b.count + 1)
            for j in 0..<b.count {
                var least = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, beforeLast[j - 1] + 1) }
                row.append(least)
            }
            guard let best = row.min(), best <= limit else { return nil }
            (beforeLast, last) = (last, row)
        }
        return last[b.count] <= limit ? last[b.count] : nil
    }
}
