import BasinCore

extension WrittenJSON {
    /// An object of what is there: members without a value, and empty lists and objects, are left out.
    static func sparse(_ members: [(String, WrittenJSON?)]) -> WrittenJSON {
        .object(
            members.compactMap { name, value in
                guard let value, !value.isEmpty else { return nil }
                return Member(name, value)
            })
    }

    private var isEmpty: Bool {
        switch self {
        case .array(let elements): elements.isEmpty
        case .object(let members): members.isEmpty
        default: false
        }
    }

    /// The text of what is written as text, number or truth.
    var scalarText: String? {
        switch self {
        case .string(let text): text
        case .number(let text): text
        case .bool(let flag): flag ? "true" : "false"
        default: nil
        }
    }
}

extension WrittenJSON? {
    /// Nothing where there is no text, or an empty one.
    static func text(_ text: String?) -> WrittenJSON? {
        guard let text, !text.isEmpty else { return nil }
        return .string(text)
    }

    static func integer(_ number: Int?) -> WrittenJSON? { number.map { .number(String($0)) } }

    /// Only where it holds: in the standards what is not said is false.
    static func flag(_ flag: Bool) -> WrittenJSON? { flag ? .bool(true) : nil }
}
