import BasinCore
import Yams

extension EventReader {
    /// The type of a field or of a list's element; nil when it was reported.
    mutating func readType(
        _ keys: [String: Entry], of field: Field, at key: Entry, path: String, depth: Int
    ) -> FieldType? {
        let what = "field \(quoted(path))"
        guard let entry = keys["type"] else {
            file.report(key.place, "\(what) has no type", "add `type`: \(TypeSyntax.known)")
            return nil
        }
        guard case .scalar(let scalar) = entry.value, !file.isNull(entry.value) else {
            file.report(entry.place, "the type of \(what) is not text", "use one of \(TypeSyntax.known)")
            return nil
        }
        let syntax = TypeSyntax(scalar.string)
        for (name, owner) in [("element", TypeSyntax.list), ("fields", .structure)] where syntax != owner {
            if let extra = keys[name], !syntax.isWrong {
                file.report(
                    extra.place, "\(what) is \(scalar.string.trimmed) and has `\(name)`",
                    "remove `\(name)`, or write `type: \(name == "element" ? "list" : "struct")`")
            }
        }
        switch syntax {
        case .wrong(let message, let remedy):
            file.report(entry.value.place, "\(message) (\(what))", remedy)
            return nil
        case .whole(let type):
            return isShallow(depth + type.nesting, entry, what) ? type : nil
        case .list:
            guard isShallow(depth + 1, entry, what) else { return nil }
            guard let element = keys["element"] else {
                file.report(
                    entry.place, "\(what) is a list without `element`",
                    "add `element: {type: …}`, or write `type: list<string>`")
                return nil
            }
            return elementType(element, of: field, path: path, depth: depth + 1).map {
                .list(element: $0, elementID: 0)
            }
        case .structure:
            guard isShallow(depth + 1, entry, what) else { return nil }
            guard let fields = keys["fields"] else {
                file.report(entry.place, "\(what) is a struct without `fields`", "add `fields`, or use the type json")
                return nil
            }
            return .structure(readFields(fields, outer: field, path: path, depth: depth + 1))
        }
    }

    private mutating func elementType(_ entry: Entry, of field: Field, path: String, depth: Int) -> FieldType? {
        let keys: [String: Entry]?
        if case .scalar = entry.value {
            keys = ["type": Entry(key: "type", place: entry.place, value: entry.value)]
        } else {
            keys = file.entries(
                of: entry.value, "`element` of field \(quoted(path))", remedy: "write `element: {type: …}`",
                allowed: ["type", "element", "fields"])
        }
        guard let keys else { return nil }
        return readType(keys, of: field, at: entry, path: path, depth: depth)
    }

    private mutating func isShallow(_ depth: Int, _ entry: Entry, _ what: String) -> Bool {
        if depth <= DefinitionLimits.nesting { return true }
        file.report(
            entry.value.place, "\(what) nests lists and structs deeper than \(DefinitionLimits.nesting) levels",
            "flatten it")
        return false
    }
}

extension TypeSyntax {
    fileprivate var isWrong: Bool {
        if case .wrong = self { true } else { false }
    }
}

extension FieldType {
    /// Levels of lists and structs.
    fileprivate var nesting: Int {
        switch self {
        case .list(let element, _): 1 + element.nesting
        case .structure(let fields): 1 + (fields.map(\.type.nesting).max() ?? 0)
        default: 0
        }
    }
}
