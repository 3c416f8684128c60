/// The type of a field, as declared and as stored.
package indirect enum FieldType: Sendable, Hashable, Codable {
    case string
    case bool
    case int32
    case int64
    case float
    case double
    /// 1 ≤ precision ≤ 38, 0 ≤ scale ≤ precision.
    case decimal(precision: Int, scale: Int)
    /// Microseconds, UTC.
    case timestamp
    case date
    case uuid
    /// Any JSON value, stored as its text.
    case json
    /// `elementID` is the Iceberg field id of the element; 0 until the schema is applied.
    case list(element: FieldType, elementID: Int)
    case structure([Field])
    /// Bytes. Not declarable: what a sealed field is stored as.
    case binary
}

extension FieldType: CustomStringConvertible {
    package var description: String {
        switch self {
        case .string: "string"
        case .bool: "bool"
        case .int32: "int32"
        case .int64: "int64"
        case .float: "float"
        case .double: "double"
        case .decimal(let precision, let scale): "decimal(\(precision),\(scale))"
        case .timestamp: "timestamp"
        case .date: "date"
        case .uuid: "uuid"
        case .json: "json"
        case .list(let element, _): "list<\(element)>"
        case .structure(let fields): "struct<" + fields.map { "\($0.name): \($0.type)" }.joined(separator: ", ") + ">"
        case .binary: "binary"
        }
    }

    /// The type's name in DuckDB's SQL.
    package var duckDBName: String {
        switch self {
        case .string: "VARCHAR"
        case .bool: "BOOLEAN"
        case .int32: "INTEGER"
        case .int64: "BIGINT"
        case .float: "FLOAT"
        case .double: "DOUBLE"
        case .decimal(let precision, let scale): "DECIMAL(\(precision),\(scale))"
        case .timestamp: "TIMESTAMPTZ"
        case .date: "DATE"
        case .uuid: "UUID"
        case .json: "VARCHAR"
        case .list(let element, _): element.duckDBName + "[]"
        case .structure(let fields):
            "STRUCT(" + fields.map { "\($0.name.sqlIdentifier) \($0.type.duckDBName)" }.joined(separator: ", ") + ")"
        case .binary: "BLOB"
        }
    }
}
