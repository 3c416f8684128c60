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
        var reader = StrictJSONReader(bytes: bytes)
        return reader.document()
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
