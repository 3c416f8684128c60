/// SQL as others may see it: every value that is written out is a question mark, and comments are gone. Quoted names stay
/// when they are plain ones; a person's address may stand in any other.
///
/// It reads words as DuckDB's lexer does (that of PostgreSQL); a value that is not ended is masked to the end.
package struct MaskedSQL {
    private let bytes: [UInt8]
    private var position = 0
    private var output: [UInt8] = []

    /// - Parameter mostBytes: of the result.
    package static func of(_ sql: String, mostBytes: Int = 8192) -> String {
        var masked = MaskedSQL(bytes: Array(sql.utf8))
        masked.read()
        let isLong = masked.output.count > mostBytes
        return String(decoding: masked.output.prefix(mostBytes), as: UTF8.self) + (isLong ? " …" : "")
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func read() {
        while let byte = byte(0) {
            switch byte {
            case 9...13, 32: skip(1)
            case 128... where spaceBytes > 0: skip(spaceBytes)
            case UInt8(ascii: "'"): text(escapes: false)
            case UInt8(ascii: "\""): name()
            case UInt8(ascii: "$"): dollar()
            case UInt8(ascii: "-") where self.byte(1) == byte: comment()
            case UInt8(ascii: "/") where self.byte(1) == UInt8(ascii: "*"): nestedComment()
            case 48...57: number()
            case UInt8(ascii: ".") where self.byte(1).map { (48...57).contains($0) } == true: number()
            case let byte where Self.beginsWord(byte): word()
            default:
                output.append(byte)
                position += 1
            }
        }
        while output.last == 32 { output.removeLast() }
    }

    private func byte(_ ahead: Int) -> UInt8? {
        position + ahead < bytes.count ? bytes[position + ahead] : nil
    }

    /// What stood there is one space.
    private mutating func skip(_ count: Int) {
        position = min(position + count, bytes.count)
        if let last = output.last, last != 32 { output.append(32) }
    }

    private mutating func mask() { output.append(UInt8(ascii: "?")) }

    /// `'…'`, with two quotes for one, and with backslashes behind an E.
    private mutating func text(escapes: Bool) {
        position += 1
        mask()
        while let byte = byte(0) {
            position += 1
            if escapes, byte == UInt8(ascii: "\\") {
                position += 1
            } else if byte == UInt8(ascii: "'") {
                guard self.byte(0) == byte else {
                    guard escapes, let more = continuation else { return }
                    position = more
                    continue
                }
                position += 1
            }
        }
    }

    /// Behind the quote on a later line that goes on with the text that just ended, backslashes and all; nil where none does.
    private var continuation: Int? {
        var ahead = self, isLater = false
        while let byte = ahead.byte(0) {
            switch byte {
            case 10, 13:
                isLater = true
                ahead.position += 1
            case 9, 11, 12, 32: ahead.position += 1
            case 128... where ahead.spaceBytes > 0: ahead.position += ahead.spaceBytes
            case UInt8(ascii: "-") where ahead.byte(1) == byte:
                while let byte = ahead.byte(0), byte != 10, byte != 13 { ahead.position += 1 }
            case UInt8(ascii: "'") where isLater: return ahead.position + 1
            default: return nil
            }
        }
        return nil
    }

    private mutating func name() {
        let start = position
        position += 1
        var isPlain = true
        while let byte = byte(0) {
            position += 1
            if byte == UInt8(ascii: "\"") {
                guard self.byte(0) == byte else {
                    if isPlain, position - start <= 65 { output += bytes[start..<position] } else { output += Array("\"?\"".utf8) }
                    return
                }
                position += 1
            }
            isPlain = isPlain && (Self.beginsWord(byte) && byte < 128 || (48...57).contains(byte))
        }
        mask()
    }

    /// `$1` and `$least` are parameters, `$$…$$` and `$tag$…$tag$` texts.
    private mutating func dollar() {
        let start = position
        position += 1
        while let byte = byte(0), Self.beginsWord(byte) || (48...57).contains(byte) { position += 1 }
        // No tag begins with a digit.
        guard byte(0) == UInt8(ascii: "$"), position == start + 1 || Self.beginsWord(bytes[start + 1]) else {
            // A space of Unicode ends a parameter, and stands in a tag.
            position = start + 1
            while let byte = byte(0), isWord(byte) { position += 1 }
            output += bytes[start..<position]
            return
        }
        position += 1
        let tag = Array(bytes[start..<position])
        mask()
        while position < bytes.count {
            if bytes[position...].starts(with: tag) {
                position += tag.count
                return
            }
            position += 1
        }
    }

    private mutating func comment() {
        while let byte = byte(0), byte != 10, byte != 13 { position += 1 }
        skip(0)
    }

    private mutating func nestedComment() {
        var depth = 0
        while let byte = byte(0) {
            if byte == UInt8(ascii: "/"), self.byte(1) == UInt8(ascii: "*") {
                depth += 1
                position += 2
            } else if byte == UInt8(ascii: "*"), self.byte(1) == UInt8(ascii: "/") {
                depth -= 1
                position += 2
                if depth == 0 { break }
            } else {
                position += 1
            }
        }
        skip(0)
    }

    private mutating func number() {
        var last: UInt8 = 0
        while let byte = byte(0) {
            // Without a digit behind it, it is no sign: `1e--` is a number, a name and a comment.
            let isSign = (byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")) && (last == 101 || last == 69)
                && self.byte(1).map { (48...57).contains($0) } == true
            guard isSign || isWord(byte) || byte == UInt8(ascii: ".") else { break }
            last = byte
            position += 1
        }
        mask()
    }

    /// A word, or the letter before a text: E'…', X'…', B'…', N'…', U&'…'.
    private mutating func word() {
        let start = position
        // Behind its first letter a name may hold dollars, which begin no text then.
        while let byte = byte(0), isWord(byte) || byte == UInt8(ascii: "$") { position += 1 }
        let isE = position - start == 1 && (bytes[start] | 32) == UInt8(ascii: "e")
        if byte(0) == UInt8(ascii: "'"), position - start == 1 { return text(escapes: isE) }
        output += bytes[start..<position]
    }

    /// Whether the byte that comes next goes on with a word.
    private func isWord(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || Self.beginsWord(byte) && (byte < 128 || spaceBytes == 0)
    }

    /// The length of what comes next, when it is one of the spaces of Unicode that DuckDB reads as a space; or 0.
    private var spaceBytes: Int {
        switch (byte(0) ?? 0, byte(1) ?? 0, byte(2) ?? 0) {
        case (0xC2, 0xA0, _): 2
        case (0xE2, 0x80, 0x80...0x8B), (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F), (0xE2, 0x81, 0xA0), (0xE3, 0x80, 0x80),
            (0xEF, 0xBB, 0xBF): 3
        default: 0
        }
    }

    private static func beginsWord(_ byte: UInt8) -> Bool {
        (65...90).contains(byte) || (97...122).contains(byte) || byte == 95 || byte >= 128
    }
}
