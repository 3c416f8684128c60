import BasinCore

/// A value that a field's type takes, as JSON.
enum SampleValue {
    static func of(_ field: Field) -> Any {
        field.isTruncatedAddress ? "192.0.2.1" : of(field.type)
    }

    private static func of(_ type: FieldType) -> Any {
        switch type {
        case .string: "sample"
        case .bool: true
        case .int32, .int64: 1
        case .float, .double: 1.5
        case .timestamp: "2026-01-02T03:04:05Z"
        case .date: "2026-01-02"
        case .uuid: "0b0f2a4e-7a1d-4c58-9d1f-3f1f6f6c2a11"
        case .decimal: "0"
        case .json: ["sample": true]
        case .binary: "AAEC"
        case .list(let element, _): [of(element)]
        case .structure(let fields):
            Dictionary(fields.map { ($0.name, of($0)) }) { first, _ in first } as [String: Any]
        }
    }
}
