import BasinCore

/// JSON in which nothing can be read in two ways: of tokens and of what issuers answer, where a key that is there twice, or
/// text that one reader cuts and another does not, has opened doors.
package indirect enum StrictJSON: Sendable, Equatable {
    case null
    case bool(Bool)
    /// Finite.
    case number(Double)
    case string(String)
    case array([StrictJSON])
    case object([String: StrictJSON])

    /// Nil for what is not one JSON value from the first byte to the last (RFC 8259), is not UTF-8, holds a key twice, a
    /// lone surrogate or a NUL in a text, or is nested deeper than 16.
    package static func read(_ bytes: [UInt8]) -> StrictJSON? {
        // Without a byte order mark, which the reader lets pass.
        guard bytes.first != 0xEF, let text = String(validating: bytes, as: UTF8.self) else { return nil }
        var reader = WrittenJSONReader(text, depthLimit: 16)
        return (try? reader.read()).flatMap(StrictJSON.init)
    }

    private init?(_ written: WrittenJSON) {
        switch written {
        case .null: self = .null
        case .bool(let flag): self = .bool(flag)
        case .number(let text):
            guard text.utf8.count <= 40, let number = Double(text), number.isFinite else { return nil }
            self = .number(number)
        case .string(let text):
            guard !text.utf8.contains(0) else { return nil }
            self = .string(text)
        case .array(let elements):
            let values = elements.compactMap(StrictJSON.init)
            guard values.count == elements.count else { return nil }
            self = .array(values)
        case .object(let members):
            var values: [String: StrictJSON] = [:]
            for member in members {
                // Also two keys that only Unicode takes for the same.
                guard !member.name.utf8.contains(0), let value = StrictJSON(member.value),
                    values.updateValue(value, forKey: member.name) == nil
                else { return nil }
            }
            self = .object(values)
        }
    }

    package subscript(_ key: String) -> StrictJSON? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    package var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    package var number: Double? {
        if case .number(let number) = self { number } else { nil }
    }

    /// The texts of an array; a text alone is one. Nil for anything else, also for an array that holds anything else.
    package var texts: [String]? {
        switch self {
        case .string(let text): return [text]
        case .array(let values):
            let texts = values.compactMap(\.text)
            return texts.count == values.count ? texts : nil
        default: return nil
        }
    }
}
