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
                guard self.byte(0) == byte else { return }
                position += 1
            }
        }
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
            let isSign = (byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")) && (last == 101 || last == 69)
            guard isSign || Self.beginsWord(byte) || (48...57).contains(byte) || byte == UInt8(ascii: ".") else { break }
            last = byte
            position += 1
        }
        mask()
    }

    /// A word, or the letter before a text: E'…', X'…', B'…', N'…', U&'…'.
    private mutating func word() {
        let start = position
        while let byte = byte(0), Self.beginsWord(byte) || (48...57).contains(byte) { position += 1 }
        let isE = position - start == 1 && (bytes[start] | 32) == UInt8(ascii: "e")
        if byte(0) == UInt8(ascii: "'"), position - start == 1 { return text(escapes: isE) }
        output += bytes[start..<position]
    }

    private static func beginsWord(_ byte: UInt8) -> Bool {
        (65...90).contains(byte) || (97...122).contains(byte) || byte == 95 || byte >= 128
    }
}
