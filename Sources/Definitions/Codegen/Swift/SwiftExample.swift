import BasinCore

extension CodeExample {
    /// With the package BasinEvents, and the struct that `basin codegen swift` writes.
    package var swift: String {
        var table = NameTable(reserved: SwiftWords.types, ignoresCase: true)
        let type =
            table.names([
                .init(key: event.name, preferred: CodeNaming.pascalCase(event.name), fallback: CodeNaming.capitalised(event.name))
            ])[event.name] ?? event.name
        let isContext = { (field: Field) in SwiftWords.context[field.name] != nil && field.type == .string }
        let call = Self.swift(type, type, fields.filter { !isContext($0) }, depth: 1)
        return """
            import BasinEvents
            import Foundation

            let folder = URL.applicationSupportDirectory.appending(path: "Basin")
            let basin = try Basin(
                configuration: Basin.Configuration(
                    server: URL(string: "\(server)")!, writeKey: "WRITE_KEY", folder: folder, source: "app/ios"))
            basin.track(
                \(call))
            """
    }

    private static func swift(_ type: String, _ path: String, _ fields: [Field], depth: Int) -> String {
        var properties = NameTable(reserved: SwiftWords.properties)
        let names = properties.names(
            fields.map { .init(key: $0.name, preferred: CodeNaming.camelCase($0.name), fallback: $0.name) })
        var structures = NameTable(reserved: SwiftWords.types)
        let inner = structures.names(
            fields.filter { $0.type.structure != nil }.map {
                .init(key: $0.name, preferred: CodeNaming.pascalCase($0.name), fallback: CodeNaming.capitalised($0.name))
            })
        let arguments = written(fields).map { field in
            let structure = path + "." + (inner[field.name] ?? "")
            return (SwiftWords.escaped(names[field.name] ?? ""), swift(field.type, field, structure, depth: depth + 1))
        }
        return call(type, arguments, separator: ": ", depth: depth)
    }

    private static func swift(_ type: FieldType, _ field: Field, _ structure: String, depth: Int) -> String {
        switch type {
        case .string: "\"\(text(field))\""
        case .bool: "true"
        case .int32, .int64: "1"
        case .float, .double: "1.5"
        case .decimal: "\"\(decimal(type))\""
        case .timestamp: "Date()"
        case .date, .binary: "\"\(day)\""
        case .uuid: "UUID()"
        case .json: "[\"sample\": true]"
        case .list(let element, _): "[\(swift(element, field, structure, depth: depth))]"
        case .structure(let fields): swift(structure, structure, fields, depth: depth)
        }
    }

    /// `name(first: 1, second: 2)`, over several lines where it is long.
    static func call(_ name: String, _ arguments: [(name: String, value: String)], separator: String, depth: Int) -> String {
        let parts = arguments.map { $0.name + separator + $0.value }
        let line = "\(name)(\(parts.joined(separator: ", ")))"
        guard line.count > 90 || line.contains("\n") else { return line }
        let indent = String(repeating: "    ", count: depth + 1)
        return "\(name)(\n" + parts.map { indent + $0 }.joined(separator: ",\n") + ")"
    }
}

extension FieldType {
    /// The fields of the struct that it is or that its elements are.
    var structure: [Field]? {
        switch self {
        case .structure(let fields): fields
        case .list(let element, _): element.structure
        default: nil
        }
    }
}
