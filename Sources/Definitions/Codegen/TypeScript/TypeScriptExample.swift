import BasinCore

extension CodeExample {
    /// With what `basin codegen typescript` writes.
    package var typescript: String {
        var table = NameTable(reserved: TypeScriptWords.functions)
        let function =
            table.names([.init(key: event.name, preferred: CodeNaming.camelCase(event.name), fallback: event.name)])[event.name]
            ?? event.name
        return """
            import { \(function), send } from "./basin-events";

            const event = \(function)(\(Self.object(fields, depth: 0)), { source: "web/shop" });
            const answer = await send([event], { server: "\(server)", writeKey: "WRITE_KEY" });
            console.log(answer.accepted, answer.refused);
            """
    }

    private static func object(_ fields: [Field], depth: Int) -> String {
        let indent = String(repeating: "  ", count: depth + 1)
        let lines = written(fields).map { "\(indent)\($0.name): \(typescript($0.type, $0, depth: depth + 1)),\n" }
        return lines.isEmpty ? "{}" : "{\n" + lines.joined() + String(repeating: "  ", count: depth) + "}"
    }

    private static func typescript(_ type: FieldType, _ field: Field, depth: Int) -> String {
        switch type {
        case .string: "\"\(text(field))\""
        case .bool: "true"
        case .int32, .int64: "1"
        case .float, .double: "1.5"
        case .decimal: "\"\(decimal(type))\""
        case .timestamp: "new Date()"
        case .date, .binary: "\"\(day)\""
        case .uuid: "\"\(uuid)\""
        case .json: "{ sample: true }"
        case .list(let element, _): "[\(typescript(element, field, depth: depth))]"
        case .structure(let fields): object(fields, depth: depth)
        }
    }
}
