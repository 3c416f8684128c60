/// Reads JSON as RFC 8259 has it, strictly: from anybody, so every size has an end and no member comes twice.
package struct WrittenJSONReader {
    /// Why a text is refused, with the line where that shows.
    package struct Failure: Error {
        package enum Kind: Sendable {
            case notJSON
            /// The name of the member.
            case duplicate(String)
            case tooDeep
        }
        package var kind: Kind
        package var line: Int
        package var message: String
    }

    private let bytes: [UInt8]
    private var at = 0
    private let depthLimit: Int

    package init(_ text: String, depthLimit: Int) {
        bytes = Array(text.utf8)
        self.depthLimit = depthLimit
    }

    /// The whole text's one value.
    package mutating func read() throws(Failure) -> WrittenJSON {
        // Windows editors put a byte order mark first.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
        skipSpace()
        let value = try self.value(depth: 1)
        skipSpace()
        guard at == bytes.count else { throw failure(.notJSON, "there is more after the end of the JSON value") }
        return value
    }

    private mutating func value(depth: Int) throws(Failure) -> WrittenJSON {
        guard let byte = peek else { throw failure(.notJSON, "the text ends where a value should be") }
        switch byte {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        default: throw failure(.notJSON, "no JSON value can start like this")
        }
    }

    private mutating func object(depth: Int) throws(Failure) -> WrittenJSON {
        try checkDepth(depth)
        at += 1
        var members: [WrittenJSON.Member] = []
        var names: Set<[UInt8]> = []
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object([]) }
        while true {
            guard peek == UInt8(ascii: "\"") else {
                throw failure(.notJSON, "a member's name should be here, in quotes")
            }
            let name = try string()
            // By their code points: to `String`, names that only look the same are equal.
            guard names.insert(Array(name.utf8)).inserted else {
                throw failure(.duplicate(name), "a member is there twice in one object")
            }
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw failure(.notJSON, "a colon should follow a member's name") }
            skipSpace()
            members.append(WrittenJSON.Member(name, try value(depth: depth + 1)))
            skipSpace()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { throw failure(.notJSON, "a comma or the object's end should be here") }
            skipSpace()
        }
    }

    private mutating func array(depth: Int) throws(Failure) -> WrittenJSON {
        try checkDepth(depth)
        at += 1
        var elements: [WrittenJSON] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array([]) }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if take(UInt8(ascii: "]")) { return .array(elements) }
            guard take(UInt8(ascii: ",")) else { throw failure(.notJSON, "a comma or the array's end should be here") }
            skipSpace()
        }
    }

    private mutating func string() throws(Failure) -> String {
        at += 1
        var text: [UInt8] = []
        while let byte = peek {
            at += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(into: &text)
            case ..<0x20: throw failure(.notJSON, "a control character is not allowed in a string")
            default: text.append(byte)
            }
        }
        throw failure(.notJSON, "a string has no end")
    }

    private mutating func escape(into text: inout [UInt8]) throws(Failure) {
        let sign = peek
        at += 1
        switch sign {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(sign ?? 0)
        case UInt8(ascii: "b"): text.append(8)
        case UInt8(ascii: "f"): text.append(12)
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "r"): text.append(13)
        case UInt8(ascii: "t"): text.append(9)
        case UInt8(ascii: "u"):
            var code = try hex()
            if (0xD800..<0xDC00).contains(code), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
                let low = try hex()
                guard (0xDC00..<0xE000).contains(low) else {
                    throw failure(.notJSON, "half of a surrogate pair is missing")
                }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else {
                throw failure(.notJSON, "half of a surrogate pair is missing")
            }
            text.append(contentsOf: String(Character(scalar)).utf8)
        default: throw failure(.notJSON, "a backslash is followed by what it does not escape")
        }
    }

    private mutating func hex() throws(Failure) -> UInt32 {
        guard at + 4 <= bytes.count, bytes[at..<at + 4].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let code = UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16)
        else { throw failure(.notJSON, "four hexadecimal digits should follow \\u") }
        at += 4
        return code
    }

    private mutating func number() throws(Failure) -> String {
        let start = at
        _ = take(UInt8(ascii: "-"))
        let whole = digits()
        guard whole > 0, whole == 1 || bytes[at - whole] != UInt8(ascii: "0") else {
            throw failure(.notJSON, "this is not a number as JSON has it")
        }
        if take(UInt8(ascii: ".")), digits() == 0 { throw failure(.notJSON, "digits should follow the point") }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            if digits() == 0 { throw failure(.notJSON, "digits should follow the exponent's sign") }
        }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    private mutating func digits() -> Int {
        let start = at
        while let byte = peek, (48...57).contains(byte) { at += 1 }
        return at - start
    }

    private mutating func word(_ text: String, _ value: WrittenJSON) throws(Failure) -> WrittenJSON {
        guard bytes[at...].starts(with: text.utf8) else { throw failure(.notJSON, "no JSON value can start like this") }
        at += text.utf8.count
        return value
    }

    private var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        at += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek, [9, 10, 13, 32].contains(byte) { at += 1 }
    }

    private func checkDepth(_ depth: Int) throws(Failure) {
        guard depth <= depthLimit else {
            throw failure(.tooDeep, "it is nested deeper than \(depthLimit) levels")
        }
    }

    private func failure(_ kind: Failure.Kind, _ message: String) -> Failure {
        Failure(kind: kind, line: 1 + bytes[..<min(at, bytes.count)].count { $0 == 10 }, message: message)
    }
}
