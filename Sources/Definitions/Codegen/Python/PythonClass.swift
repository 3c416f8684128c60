/// One dataclass: an event type, or a struct inside one.
struct PythonClass {
    var name: String
    var fields: [GeneratedField]
    var path: String
    var types: FlatTypeNames
    var documentation: [String]
    var deprecation: String?
    /// The event type's name; nil for what is inside one.
    var event: String?

    var lines: [String] {
        var lines = deprecation.map { ["@_deprecated(\(CodeText.quoted($0)))"] } ?? []
        lines += [
            "@_dataclasses.dataclass(frozen=True, kw_only=True)", "class \(name)\(event == nil ? "" : "(BasinEvent)"):",
        ]
        var parts = [Self.docstring(documentation, deprecation)]
        if let event { parts.append(["EVENT_TYPE: _ClassVar[str] = \"\(event)\""]) }
        let names = attributes
        if !fields.isEmpty { parts.append(fields.flatMap { attribute($0, names[$0.name] ?? "") }) }
        let old = fields.filter { $0.deprecation != nil }
        if !old.isEmpty {
            parts.append(["def __post_init__(self) -> None:"] + old.flatMap { Self.warning($0, names[$0.name] ?? "") })
        }
        parts.append(data(names))
        lines += parts.joined(separator: [""]).map { $0.isEmpty ? "" : "    " + $0 }
        return lines
    }

    // MARK: Attributes

    private var attributes: [String: String] {
        var table = NameTable(reserved: PythonWords.attributes)
        return table.names(fields.map { .init(key: $0.name, preferred: $0.name, fallback: $0.name) })
    }

    private func attribute(_ field: GeneratedField, _ name: String) -> [String] {
        let type = Self.type(field.value, types["\(path).\(field.name)"])
        return ["\(name): \(type)" + (field.isRequired ? "" : " | None = None")]
            + Self.docstring(field.documentation, field.deprecation)
    }

    private static func type(_ value: GeneratedValue, _ structure: String) -> String {
        switch value {
        case .string: "str"
        case .bool: "bool"
        case .int32, .int64: "int"
        case .float, .double: "float"
        case .decimal: "_decimal.Decimal"
        case .timestamp: "_datetime.datetime"
        case .date: "_datetime.date"
        case .uuid: "_uuid.UUID"
        case .json: "JSONValue"
        case .list(let element): "_Sequence[\(type(element, structure))]"
        case .structure: structure
        }
    }

    private static func warning(_ field: GeneratedField, _ name: String) -> [String] {
        let message = "\(field.name) is deprecated: \(field.deprecation ?? "")"
        return ["    if self.\(name) is not None:", "        _warn_deprecated(\(CodeText.quoted(message)))"]
    }

    // MARK: What is sent

    private func data(_ names: [String: String]) -> [String] {
        let head = ["def to_data(self) -> dict[str, object]:", "    \"\"\"As it is sent.\"\"\""]
        guard !fields.isEmpty else { return head + ["    return {}"] }
        let members = fields.map { field in
            let value = "self.\(names[field.name] ?? "")"
            return "            \"\(field.name)\": \(Self.converted(field.value, value)),"
        }
        return head + ["    return _present(", "        {"] + members + ["        }", "    )"]
    }

    private static func converted(_ value: GeneratedValue, _ expression: String) -> String {
        if case .list(let element) = value {
            return "_list(\(expression)" + (converter(element).map { ", \($0)" } ?? "") + ")"
        }
        return converter(value).map { "\($0)(\(expression))" } ?? expression
    }

    /// A function that gives what is sent; nil where that is the value itself.
    private static func converter(_ value: GeneratedValue) -> String? {
        switch value {
        case .string, .bool, .int32, .int64, .float, .double, .json: nil
        case .decimal: "_decimal_text"
        case .timestamp: "_time_text"
        case .date: "_date_text"
        case .uuid: "_uuid_text"
        case .list: "lambda one: \(converted(value, "one"))"
        case .structure: "_data"
        }
    }

    // MARK: Words

    private static func docstring(_ documentation: [String], _ deprecation: String?) -> [String] {
        let paragraphs = documentation + (deprecation.map { ["Deprecated: \($0)"] } ?? [])
        let lines = CodeText.lines(paragraphs).map(escaped)
        if lines.isEmpty { return [] }
        if lines.count == 1 { return ["\"\"\"\(lines[0])\"\"\""] }
        return ["\"\"\"" + lines[0]] + lines.dropFirst() + ["\"\"\""]
    }

    /// No end of the text, and no escape sequence.
    private static func escaped(_ line: String) -> String {
        CodeText.escaped(line) { scalar, before, after in
            scalar == "\\" || scalar == "\"" && (before == "\"" || after == "\"" || after == nil)
        }
    }
}
