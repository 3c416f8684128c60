package import BasinCore

/// A program that sends one event of a type, with values that fit. It calls what `basin codegen` writes of the type.
package struct CodeExample: Sendable {
    let event: GeneratedEvent
    let fields: [Field]
    let server: String

    /// - Parameter server: the address that programs reach the server by.
    /// - Throws: `.definition` for a field that events cannot carry.
    package init(_ type: EventType, server: String) throws(BasinError) {
        event = try GeneratedEvent(EventDefinition(type: type, file: "events/\(type.name).yaml"))
        fields = EventSchema(version: 0, fields: type.fields).sentFields
        self.server = server
    }

    /// What one writes of it: all but what is deprecated and may be left out.
    static func written(_ fields: [Field]) -> [Field] { fields.filter { $0.isRequired || $0.deprecation == nil } }

    /// A shell's command: a CloudEvent of structured mode.
    package var curl: String {
        """
        curl -sf '\(server)/events' -H "Authorization: Bearer $WRITE_KEY" \\
          -H 'Content-Type: application/cloudevents+json' -d '\(cloudEvent)'
        """
    }

    /// As JSON over several lines.
    package var cloudEvent: String {
        let members = [
            ("specversion", "\"1.0\""), ("id", "\"example-1\""), ("source", "\"example\""), ("type", "\"\(event.name)\""),
            ("data", Self.object(fields, depth: 1)),
        ]
        return Self.object(members, depth: 0)
    }

    private static func object(_ fields: [Field], depth: Int) -> String {
        object(written(fields).map { ($0.name, json($0.type, $0, depth: depth + 1)) }, depth: depth)
    }

    private static func object(_ members: [(name: String, value: String)], depth: Int) -> String {
        guard !members.isEmpty else { return "{}" }
        let indent = String(repeating: "  ", count: depth + 1)
        let lines = members.map { "\(indent)\"\($0.name)\": \($0.value)" }
        return "{\n" + lines.joined(separator: ",\n") + "\n" + String(repeating: "  ", count: depth) + "}"
    }

    private static func json(_ type: FieldType, _ field: Field, depth: Int) -> String {
        switch type {
        case .string: "\"\(text(field))\""
        case .bool: "true"
        case .int32, .int64: "1"
        case .float, .double: "1.5"
        case .decimal: "\"\(decimal(type))\""
        case .timestamp: "\"2026-01-02T03:04:05Z\""
        case .date: "\"\(day)\""
        case .uuid: "\"\(uuid)\""
        case .json: "{\"sample\": true}"
        case .binary: "\"AAEC\""
        case .list(let element, _): "[\(json(element, field, depth: depth))]"
        case .structure(let fields): object(fields, depth: depth)
        }
    }

    static let day = "2026-01-02"
    static let uuid = "0b0f2a4e-7a1d-4c58-9d1f-3f1f6f6c2a11"

    /// Of a field of text.
    static func text(_ field: Field) -> String {
        if field.isTruncatedAddress { return "192.0.2.1" }
        return field.isPseudonym ? "u1042" : "sample"
    }

    /// That fits any precision and scale.
    static func decimal(_ type: FieldType) -> String {
        guard case .decimal(let precision, let scale) = type, scale >= 2, precision - scale >= 2 else { return "0" }
        return "12.50"
    }
}
