import BasinCore

/// What stands under `type`.
enum TypeSyntax: Equatable {
    case whole(FieldType)
    /// `list`, with `element` beside it.
    case list
    /// `struct`, with `fields` beside it.
    case structure
    case wrong(message: String, remedy: String)

    static let known =
        "string, bool, int32, int64, float, double, decimal(p,s), timestamp, date, uuid, json, list<T>, list, struct"

    init(_ text: String) {
        switch text.trimmed {
        case "list": self = .list
        case "struct": self = .structure
        default: self = Self.parse(text.trimmed[...], depth: 0)
        }
    }

    private static func parse(_ text: Substring, depth: Int) -> TypeSyntax {
        guard depth <= DefinitionLimits.nesting else {
            return .wrong(
                message: "lists and structs are nested deeper than \(DefinitionLimits.nesting) levels",
                remedy: "flatten them")
        }
        if let simple = simple[String(text)] { return .whole(simple) }
        if let inner = text.inside("list<", ">") {
            switch parse(inner, depth: depth + 1) {
            case .whole(let element): return .whole(.list(element: element, elementID: 0))
            case let other: return other
            }
        }
        if text.hasPrefix("decimal") { return decimal(text) }
        if ["list", "struct"].contains(text) || text.hasPrefix("struct<") {
            return .wrong(
                message: "\(quoted(String(text))) has no short form here",
                remedy: "write `type: list` with `element: {type: …}`, or `type: struct` with `fields`")
        }
        let lowered = text.lowercased()
        let hint =
            (usual[lowered] ?? (simple[lowered] == nil ? nil : lowered)).map { "use \($0)" } ?? "use one of \(known)"
        return .wrong(message: "the type \(quoted(String(text))) is not known", remedy: hint)
    }

    private static func decimal(_ text: Substring) -> TypeSyntax {
        guard let inner = text.inside("decimal(", ")") else {
            return .wrong(
                message: "the type \(quoted(String(text))) is not complete",
                remedy:
                    "write it with precision and scale, and in quotes where braces are around it: `\"decimal(10,2)\"`")
        }
        let numbers = inner.split(separator: ",", omittingEmptySubsequences: false).map { Int(String($0).trimmed) }
        guard numbers.count == 2, let precision = numbers[0], let scale = numbers[1],
            (1...DefinitionLimits.decimalPrecision).contains(precision), (0...precision).contains(scale)
        else {
            return .wrong(
                message: "\(quoted(String(text))) is not a decimal that can be stored",
                remedy: "use a precision of 1 to \(DefinitionLimits.decimalPrecision) and a scale of 0 to the precision"
            )
        }
        return .whole(.decimal(precision: precision, scale: scale))
    }

    private static let simple: [String: FieldType] = [
        "string": .string, "bool": .bool, "int32": .int32, "int64": .int64, "float": .float, "double": .double,
        "timestamp": .timestamp, "date": .date, "uuid": .uuid, "json": .json,
    ]

    /// What people write who come from elsewhere.
    private static let usual = [
        "text": "string", "varchar": "string", "str": "string", "boolean": "bool", "int": "int32 or int64",
        "integer": "int32 or int64", "long": "int64", "bigint": "int64", "short": "int32",
        "number": "double or decimal(p,s)",
        "float32": "float", "float64": "double", "real": "float", "datetime": "timestamp", "time": "timestamp",
        "timestamptz": "timestamp", "object": "struct or json", "map": "struct or json", "record": "struct",
        "array": "list<T>", "numeric": "decimal(p,s)", "bytes": "string with an encoding of your own",
    ]
}

extension Substring {
    /// What is between the prefix and the suffix, without white space at its ends.
    fileprivate func inside(_ prefix: String, _ suffix: String) -> Substring? {
        guard hasPrefix(prefix), hasSuffix(suffix), count >= prefix.count + suffix.count else { return nil }
        return String(dropFirst(prefix.count).dropLast(suffix.count)).trimmed[...]
    }
}
