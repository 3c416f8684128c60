/// A JSON value with its members in the order of the text and its numbers as they are written.
///
/// Foundation's readers lose both, and take the first of two members of one name silently: the order of properties is
/// the order of fields, and the largest integers decide types.
indirect enum JSONTree: Sendable, Hashable {
    case null
    case bool(Bool)
    /// As written: `1`, `-2.50`, `1e3`.
    case number(String)
    case string(String)
    case array([JSONTree])
    case object([Member])

    struct Member: Sendable, Hashable {
        var name: String
        var value: JSONTree

        init(_ name: String, _ value: JSONTree) {
            self.name = name
            self.value = value
        }
    }

    subscript(name: String) -> JSONTree? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    var text: String? { if case .string(let text) = self { text } else { nil } }
    var flag: Bool? { if case .bool(let flag) = self { flag } else { nil } }
    var elements: [JSONTree]? { if case .array(let elements) = self { elements } else { nil } }
    var members: [Member]? { if case .object(let members) = self { members } else { nil } }
    var number: String? { if case .number(let text) = self { text } else { nil } }

    static func strings(_ texts: [String]) -> JSONTree { .array(texts.map(JSONTree.string)) }
}
