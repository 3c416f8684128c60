/// TypeScript: one file, because no way to write an import of a file beside it suits every tool that reads TypeScript.
struct TypeScriptGenerator: CodeGenerator {
    private static let file = "basin-events" + CodeLanguage.typescript.fileExtension
    private let events: [GeneratedEvent]
    private let types: FlatTypeNames
    private let functions: [String: String]

    init(_ events: [GeneratedEvent]) {
        self.events = events
        types = FlatTypeNames(events, reserved: TypeScriptWords.types)
        var table = NameTable(reserved: TypeScriptWords.functions)
        functions = table.names(
            events.map { .init(key: $0.name, preferred: CodeNaming.camelCase($0.name), fallback: $0.name) })
    }

    func files(_ wanted: Set<String>) -> [String: String] {
        let events = self.events.filter { wanted.contains($0.name) }
        let source = events.count == 1 ? events[0].file : "\(events.count) files of events/"
        var code = [CodeLanguage.typescript.header(source), "/* eslint-disable */"]
        for event in events { code += ["", "// From \(event.file)."] + lines(event) }
        return [Self.file: code.joined(separator: "\n") + "\n\n" + TypeScriptSupport.text]
    }

    private func lines(_ event: GeneratedEvent) -> [String] {
        let type = types[event.name]
        let function = functions[event.name] ?? ""
        var lines = Self.comment(event.documentation, event.deprecation)
        lines += interface(type, event.fields, path: event.name)
        lines += [""] + Self.comment(["An event `\(event.name)`, to be sent."], event.deprecation)
        let head = "export function \(function)("
        let answer = "): BasinEvent<\"\(event.name)\", \(type)> {"
        lines += [
            head, "  data: \(type),", "  options: EventOptions = {},", answer,
            "  return _event(\"\(event.name)\", data, options);", "}",
        ]
        return lines
    }

    private func interface(_ name: String, _ fields: [GeneratedField], path: String) -> [String] {
        // To an interface without members, everything would fit.
        guard !fields.isEmpty else { return ["export type \(name) = Record<string, never>;"] }
        var lines = ["export interface \(name) {"]
        for field in fields {
            let type = Self.type(field.value, types["\(path).\(field.name)"])
            lines += Self.comment(field.documentation, field.deprecation).map { "  " + $0 }
            lines.append("  \(field.name)\(field.isRequired ? ": \(type)" : "?: \(type) | null");")
        }
        lines.append("}")
        for field in fields {
            guard let structure = field.value.structure else { continue }
            let inner = "\(path).\(field.name)"
            lines += ["", "/** What `\(field.name)` holds. */"] + interface(types[inner], structure, path: inner)
        }
        return lines
    }

    private static func type(_ value: GeneratedValue, _ structure: String) -> String {
        switch value {
        case .string: "string"
        case .bool: "boolean"
        case .int32, .float, .double: "number"
        case .int64: "Int64"
        case .decimal: "Decimal"
        case .timestamp: "Timestamp"
        case .date: "CalendarDate"
        case .uuid: "UUID"
        case .json: "JSONValue"
        case .list(let element): "ReadonlyArray<\(type(element, structure))>"
        case .structure: structure
        }
    }

    private static func comment(_ documentation: [String], _ deprecation: String?) -> [String] {
        var lines = CodeText.lines(documentation).map(\.escaped)
        if let deprecation {
            if !lines.isEmpty { lines.append("") }
            lines.append("@deprecated " + CodeText.line(deprecation).escaped)
        }
        if lines.isEmpty { return [] }
        if lines.count == 1 { return ["/** \(lines[0]) */"] }
        return ["/**"] + lines.map { $0.isEmpty ? " *" : " * " + $0 } + [" */"]
    }
}

extension String {
    /// Neither the end of the comment, nor a tag of its own.
    fileprivate var escaped: String {
        CodeText.escaped(self) { scalar, before, _ in
            scalar == "/" && before == "*" || scalar == "@" && before == nil
        }
    }
}
