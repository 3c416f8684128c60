import BasinCore

extension CodeExample {
    /// With what `basin codegen python` writes.
    package var python: String {
        let types = FlatTypeNames([event], reserved: PythonWords.types)
        let names = [types[event.name]] + Self.structures(fields, event.name).map { types[$0] }
        let call = Self.python(event.name, fields, types, depth: 0)
        let kinds = Self.kinds(fields)
        var imports: [String] = []
        let times = [("date", FieldType.date), ("datetime, timezone", .timestamp)].filter { kinds.contains($0.1) }
        if !times.isEmpty { imports.append("from datetime import " + times.map(\.0).joined(separator: ", ")) }
        if kinds.contains(where: { if case .decimal = $0 { true } else { false } }) { imports.append("from decimal import Decimal") }
        if kinds.contains(.uuid) { imports.append("from uuid import uuid4") }
        if !imports.isEmpty { imports.append("") }
        imports.append("from basin_events import " + (names + ["send"]).joined(separator: ", "))
        return imports.joined(separator: "\n") + """


            event = \(call)
            receipt = send([event.to_event("server/shop")], server="\(server)", write_key="WRITE_KEY")
            print(receipt.accepted, receipt.refused)
            """
    }

    private static func python(_ path: String, _ fields: [Field], _ types: FlatTypeNames, depth: Int) -> String {
        var table = NameTable(reserved: PythonWords.attributes)
        let names = table.names(fields.map { .init(key: $0.name, preferred: $0.name, fallback: $0.name) })
        let arguments = written(fields).map { field in
            (names[field.name] ?? "", python(field.type, field, "\(path).\(field.name)", types, depth: depth + 1))
        }
        return call(types[path], arguments, separator: "=", depth: depth)
    }

    private static func python(_ type: FieldType, _ field: Field, _ path: String, _ types: FlatTypeNames, depth: Int) -> String {
        switch type {
        case .string: "\"\(text(field))\""
        case .bool: "True"
        case .int32, .int64: "1"
        case .float, .double: "1.5"
        case .decimal: "Decimal(\"\(decimal(type))\")"
        case .timestamp: "datetime.now(timezone.utc)"
        case .date, .binary: "date(2026, 1, 2)"
        case .uuid: "uuid4()"
        case .json: "{\"sample\": True}"
        case .list(let element, _): "[\(python(element, field, path, types, depth: depth))]"
        case .structure(let fields): python(path, fields, types, depth: depth)
        }
    }

    /// Paths of structs that are written.
    private static func structures(_ fields: [Field], _ path: String) -> [String] {
        written(fields).flatMap { field -> [String] in
            guard let inner = field.type.structure else { return [] }
            let path = "\(path).\(field.name)"
            return [path] + structures(inner, path)
        }
    }

    /// Types of all values that are written.
    private static func kinds(_ fields: [Field]) -> [FieldType] {
        written(fields).flatMap { field -> [FieldType] in kinds(field.type) }
    }

    private static func kinds(_ type: FieldType) -> [FieldType] {
        switch type {
        case .list(let element, _): kinds(element)
        case .structure(let fields): kinds(fields)
        default: [type]
        }
    }
}
