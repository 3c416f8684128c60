import BasinCore

/// What a parameter's text may be. The document says it and the router checks it, both from here.
enum ParameterType: Sendable {
    /// - Parameter most: characters (Unicode scalars).
    case text(atMost: Int = 1000, example: String? = nil)
    /// - Parameter otherwise: what it is when it is left out.
    case integer(ClosedRange<Int>, otherwise: Int? = nil)
    /// `true`, `1` and the bare name are true; `false`, `0` and absence are false.
    case flag
    case word([String], otherwise: String? = nil)

    /// A word of any of the cases.
    static func anyOf<Words: CaseIterable & RawRepresentable<String>>(_ type: Words.Type) -> ParameterType {
        .word(type.allCases.map(\.rawValue))
    }

    /// JSON Schema.
    var schema: JSONValue {
        switch self {
        case .text(let most, let example):
            var members: [(String, JSONValue)] = [("type", "string"), ("maxLength", .int(most))]
            if let example { members.append(("examples", .strings([example]))) }
            return .object(members)
        case .integer(let range, let otherwise):
            var members: [(String, JSONValue)] = [
                ("type", "integer"), ("format", "int64"), ("minimum", .int(range.lowerBound)),
            ]
            if range.upperBound < .max { members.append(("maximum", .int(range.upperBound))) }
            if let otherwise { members.append(("default", .int(otherwise))) }
            return .object(members)
        case .flag: return ["type": "boolean", "default": .bool(false)]
        case .word(let words, let otherwise):
            var members: [(String, JSONValue)] = [("type", "string"), ("enum", .strings(words))]
            if let otherwise { members.append(("default", .string(otherwise))) }
            return .object(members)
        }
    }

    /// What is wrong with a text; nil: nothing.
    func fault(of text: String) -> String? {
        switch self {
        case .text(let most, _):
            // Nothing that is written down, and no name of anything, has a zero byte.
            if text.utf8.contains(0) { return "holds a zero byte" }
            return text.unicodeScalars.count <= most ? nil : "is longer than \(most) characters"
        case .integer(let range, _):
            if let number = Self.number(text), range.contains(number) { return nil }
            return range.upperBound == .max
                ? "is no whole number from \(range.lowerBound) on"
                : "is no whole number from \(range.lowerBound) to \(range.upperBound)"
        case .flag: return Self.flag(text) == nil ? "is neither true nor false" : nil
        case .word(let words, _): return words.contains(text) ? nil : "is none of \(words.joined(separator: ", "))"
        }
    }

    /// Digits, and a minus before them: as JSON writes it, without a plus.
    static func number(_ text: String) -> Int? {
        text.utf8.first == UInt8(ascii: "+") ? nil : Int(text)
    }

    static func flag(_ text: String) -> Bool? {
        switch text {
        case "false", "0": false
        case "true", "1", "": true
        default: nil
        }
    }
}
