/// Text as search sees it: words of letters and digits, in lower case.
package enum SearchText {
    /// A question has at most so many words; more would say nothing and cost much.
    package static let mostWords = 12
    private static let longestWord = 64

    /// `SongPlayed`, `song_played` and `song played` are the same two words.
    package static func words(_ text: String) -> [String] {
        text.utf8.allSatisfy { $0 < 128 } ? plainWords(text) : otherWords(text)
    }

    /// The same, of ASCII: most of what a catalog holds.
    private static func plainWords(_ text: String) -> [String] {
        var words: [String] = []
        var word: [UInt8] = []
        var wasLower = false
        func end() {
            if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
            word.removeAll(keepingCapacity: true)
        }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                if wasLower { end() }
                word.append(byte | 0x20)
                wasLower = false
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                word.append(byte)
                wasLower = true
            default:
                end()
                wasLower = false
            }
            if word.count == longestWord { end() }
        }
        end()
        return words
    }

    private static func otherWords(_ text: String) -> [String] {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        var wasLower = false
        func end() {
            if !word.isEmpty { words.append(String(word).lowercased()) }
            word = String.UnicodeScalarView()
        }
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .titlecaseLetter:
                if wasLower { end() }
                word.append(scalar)
                wasLower = false
            case .lowercaseLetter, .otherLetter, .modifierLetter, .decimalNumber, .letterNumber, .otherNumber:
                word.append(scalar)
                wasLower = true
            // A mark belongs to its letter, and the index leaves it out.
            case .nonspacingMark: continue
            default:
                end()
                wasLower = false
            }
            if word.count == longestWord { end() }
        }
        end()
        return words
    }

    /// The word without an English ending, so that `listening` finds `listener`; never shorter than four letters.
    package static func stem(_ word: String) -> String {
        for ending in ["ings", "ing", "ers", "ies", "er", "ed", "es", "ly", "s", "y"] where word.hasSuffix(ending) {
            let stem = word.dropLast(ending.count)
            if stem.count >= 4 { return String(stem) }
        }
        return word
    }
}
