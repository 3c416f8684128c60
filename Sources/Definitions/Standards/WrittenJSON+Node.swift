import BasinCore
import Yams

extension WrittenJSON {
    /// A YAML document that `DefinitionFile.compose` read: unquoted scalars are what YAML 1.2's core schema makes of them.
    ///
    /// Reports keys that are no text or there twice, of which readers take different ones.
    init(_ node: Node, in file: inout DefinitionFile) {
        switch node {
        case .scalar(let scalar): self = Self.scalar(scalar.string, isPlain: scalar.style == .plain || scalar.style == .any)
        case .sequence(let sequence): self = .array(sequence.map { WrittenJSON($0, in: &file) })
        case .mapping:
            let entries = file.entries(of: node, "a mapping", remedy: "write it as `key: value`") ?? []
            self = .object(entries.map { Member($0.key, WrittenJSON($0.value, in: &file)) })
        case .alias: self = .null
        }
    }

    private static func scalar(_ text: String, isPlain: Bool) -> WrittenJSON {
        guard isPlain else { return .string(text) }
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        default: return isNumber(text) ? .number(text) : .string(text)
        }
    }

    /// As JSON writes numbers: nothing that a writer of JSON would have to change.
    private static func isNumber(_ text: String) -> Bool {
        var rest = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        func digits() -> Int {
            let count = rest.prefix { (48...57).contains($0) }.count
            rest = rest.dropFirst(count)
            return count
        }
        let leadsWithZero = rest.first == UInt8(ascii: "0")
        let whole = digits()
        guard whole > 0, !(leadsWithZero && whole > 1), text.utf8.count <= 100 else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            if digits() == 0 { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
            if digits() == 0 { return false }
        }
        return rest.isEmpty
    }
}
