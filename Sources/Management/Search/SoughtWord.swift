/// A word that somebody looks for, ready to be compared with thousands of names: nothing is allocated for one.
struct SoughtWord {
    let text: String
    private let word: [UInt8]
    private let stem: [UInt8]

    /// What a text has in common with the word.
    struct Likeness {
        /// 1 for the word itself, less for one that begins with it or has the same stem, 0 for none of these.
        var best = 0.0
        /// Words of the text.
        var words = 0
    }

    /// - Parameter text: as `SearchText.words` gives it.
    init(_ text: String) {
        self.text = text
        word = Array(text.utf8)
        stem = Array(SearchText.stem(text).utf8)
    }

    /// Words of the text are found as `SearchText.words` finds them; of letters beyond ASCII the case counts.
    func likeness(_ bytes: some BidirectionalCollection<UInt8>) -> Likeness {
        var likeness = Likeness()
        var at = bytes.startIndex
        var wasLower = false
        while at < bytes.endIndex {
            let byte = bytes[at]
            guard Self.isInWord(byte) else {
                wasLower = false
                at = bytes.index(after: at)
                continue
            }
            // A word begins here.
            likeness.words += 1
            var length = 0, inWord = 0, inStem = 0
            repeat {
                let isUpper = Self.isUpper(bytes[at])
                if isUpper, wasLower, length > 0 { break }
                let lower = isUpper ? bytes[at] | 0x20 : bytes[at]
                if inWord == length, length < word.count, lower == word[length] { inWord += 1 }
                if inStem == length, length < stem.count, lower == stem[length] { inStem += 1 }
                wasLower = !isUpper
                length += 1
                at = bytes.index(after: at)
            } while at < bytes.endIndex && Self.isInWord(bytes[at])
            if inWord == word.count {
                likeness.best = max(likeness.best, length == word.count ? 1 : 0.7)
            } else if inStem == stem.count {
                likeness.best = max(likeness.best, 0.5)
            }
        }
        return likeness
    }

    private static func isUpper(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") }

    private static func isInWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            128...255:
            true
        default: false
        }
    }
}
