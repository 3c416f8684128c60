/// Cuts SQL into tokens: PostgreSQL's manual, "Lexical Structure". Whatever is left open ends with the SQL: whoever
/// reads it next will say so.
package struct SQLLexer {
    private let bytes: [UInt8]
    private var position = 0

    private init(_ sql: String) { bytes = Array(sql.utf8) }

    /// All tokens, blanks too; their ranges follow each other without a gap.
    package static func tokens(_ sql: String) -> [SQLToken] {
        var lexer = SQLLexer(sql)
        var tokens: [SQLToken] = []
        while lexer.position < lexer.bytes.count { tokens.append(lexer.next()) }
        return tokens
    }

    private func at(_ offset: Int) -> UInt8 { position + offset < bytes.count ? bytes[position + offset] : 0 }

    private mutating func next() -> SQLToken {
        let start = position
        let kind = take()
        var text = String(decoding: bytes[start..<position], as: UTF8.self)
        switch kind {
        case .word: text = text.lowercased()
        case .quoted: text = String(text.dropFirst().dropLast()).replacing("\"\"", with: "\"")
        default: break
        }
        return SQLToken(kind: kind, text: text, range: start..<position)
    }

    private mutating func take() -> SQLToken.Kind {
        let first = at(0)
        switch first {
        case 9...13, 32:
            skip { (9...13).contains($0) || $0 == 32 }
            return .blank
        case UInt8(ascii: "-") where at(1) == first:
            skip { $0 != 10 }
            return .blank
        case UInt8(ascii: "/") where at(1) == UInt8(ascii: "*"):
            skipComment()
            return .blank
        case UInt8(ascii: "'"):
            skipQuoted(first, escapes: false)
            return .string
        case UInt8(ascii: "\""):
            skipQuoted(first, escapes: false)
            return .quoted
        case UInt8(ascii: "e"), UInt8(ascii: "E"):
            guard at(1) == UInt8(ascii: "'") else { return takeWord() }
            position += 1
            skipQuoted(UInt8(ascii: "'"), escapes: true)
            return .string
        case UInt8(ascii: "$"): return takeDollar()
        case _ where Self.isDigit(first):
            skip { Self.isDigit($0) || $0 == UInt8(ascii: ".") || Self.isWordStart($0) }
            return .number
        case _ where Self.isWordStart(first): return takeWord()
        default:
            position += 1
            return .symbol
        }
    }

    private mutating func takeWord() -> SQLToken.Kind {
        skip { Self.isWordStart($0) || Self.isDigit($0) || $0 == UInt8(ascii: "$") }
        return .word
    }

    /// `$1`, or `$tag$ … $tag$`.
    private mutating func takeDollar() -> SQLToken.Kind {
        if Self.isDigit(at(1)) {
            position += 1
            skip(Self.isDigit)
            return .parameter
        }
        var end = position + 1
        while end < bytes.count, Self.isWordStart(bytes[end]) || Self.isDigit(bytes[end]) { end += 1 }
        guard end < bytes.count, bytes[end] == UInt8(ascii: "$") else {
            position += 1
            return .symbol
        }
        let tag = bytes[position...end]
        position = end + 1
        while position < bytes.count {
            if bytes[position] == tag.first, bytes[position...].starts(with: tag) {
                position += tag.count
                return .string
            }
            position += 1
        }
        return .string
    }

    private mutating func skip(_ belongs: (UInt8) -> Bool) {
        while position < bytes.count, belongs(bytes[position]) { position += 1 }
    }

    private mutating func skipQuoted(_ quote: UInt8, escapes: Bool) {
        position += 1
        while position < bytes.count {
            if escapes, bytes[position] == UInt8(ascii: "\\") {
                position = min(position + 2, bytes.count)
            } else if bytes[position] == quote {
                position += 1
                guard at(0) == quote else { return }
                position += 1
            } else {
                position += 1
            }
        }
    }

    /// Comments of this kind nest.
    private mutating func skipComment() {
        var depth = 0
        repeat {
            if at(0) == UInt8(ascii: "/"), at(1) == UInt8(ascii: "*") {
                depth += 1
                position += 2
            } else if at(0) == UInt8(ascii: "*"), at(1) == UInt8(ascii: "/") {
                depth -= 1
                position += 2
            } else {
                position += 1
            }
        } while depth > 0 && position < bytes.count
        position = min(position, bytes.count)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    private static func isWordStart(_ byte: UInt8) -> Bool {
        (65...90).contains(byte) || (97...122).contains(byte) || byte == UInt8(ascii: "_") || byte >= 128
    }
}
