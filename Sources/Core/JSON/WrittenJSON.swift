/// A JSON value with its members in the order of the text and its numbers as they are written.
///
/// Foundation's readers lose both, and take the first of two members of one name silently: the order of properties is
/// the order of fields, and the largest integers decide types.
package indirect enum WrittenJSON: Sendable, Hashable {
    case null
    case bool(Bool)
    /// As written: `1`, `-2.50`, `1e3`.
    case number(String)
    case string(String)
    case array([WrittenJSON])
    case object([Member])

    package struct Member: Sendable, Hashable {
        package var name: String
        package var value: WrittenJSON

        package init(_ name: String, _ value: WrittenJSON) {
            self.name = name
            self.value = value
        }
    }

    package subscript(name: String) -> WrittenJSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    package var text: String? { if case .string(let text) = self { text } else { nil } }
    package var flag: Bool? { if case .bool(let flag) = self { flag } else { nil } }
    package var elements: [WrittenJSON]? { if case .array(let elements) = self { elements } else { nil } }
    package var members: [Member]? { if case .object(let members) = self { members } else { nil } }
    package var number: String? { if case .number(let text) = self { text } else { nil } }

    package static func strings(_ texts: [String]) -> WrittenJSON { .array(texts.map(WrittenJSON.string)) }
}
