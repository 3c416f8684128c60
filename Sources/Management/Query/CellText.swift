import BasinCore
import BasinEngines

/// SQL that turns a column into text, so that DuckDB does the work a whole vector at a time.
enum CellText {
    /// The value as plain text, for CSV; null stays null. Lists, structs and maps are JSON.
    static func plain(_ expression: String, _ type: DuckDBType) -> String {
        switch type {
        case .exactNumber, .float, .bool, .string, .other: "CAST(\(expression) AS VARCHAR)"
        case .blob: "base64(\(expression))"
        case .timestampTZ: time(expression, zone: "Z")
        case .timestamp: time("CAST(\(expression) AS TIMESTAMP)", zone: "")
        case .list, .structure, .map: json(expression, type)
        }
    }

    /// The value as JSON text; null stays null, and so do NaN and the infinities.
    static func json(_ expression: String, _ type: DuckDBType, depth: Int = 0) -> String {
        switch type {
        case .exactNumber, .bool: return "CAST(\(expression) AS VARCHAR)"
        case .float: return "CASE WHEN isfinite(\(expression)) THEN CAST(\(expression) AS VARCHAR) END"
        case .string, .blob, .timestampTZ, .timestamp, .other: return quoted(plain(expression, type))
        case .list(let element):
            let item = "v\(depth)"
            let items = "list_transform(\(expression), lambda \(item): \(orNull(json(item, element, depth: depth + 1))))"
            return "'[' || array_to_string(\(items), ',') || ']'"
        case .map(let key, let value):
            let item = "v\(depth)"
            let pair =
                quoted(plain("\(item).key", key)) + " || ':' || " + orNull(json("\(item).value", value, depth: depth + 1))
            return "'{' || array_to_string(list_transform(map_entries(\(expression)), lambda \(item): \(pair)), ',') || '}'"
        case .structure(let fields):
            let pairs = fields.enumerated().map { index, field in
                let cell = "struct_extract_at(\(expression), \(index + 1))"
                return (quoted(field.name.sqlLiteral) + " || ':' || ") + orNull(json(cell, field.type, depth: depth + 1))
            }
            return "CASE WHEN \(expression) IS NOT NULL THEN '{' || \(pairs.joined(separator: " || ',' || ")) || '}' END"
        }
    }

    private static func orNull(_ json: String) -> String { "coalesce(\(json), 'null')" }

    private static func quoted(_ text: String) -> String { "CAST(to_json(\(text)) AS VARCHAR)" }

    /// RFC 3339, with microseconds only when there are any; the infinities by their names.
    private static func time(_ expression: String, zone: String) -> String {
        let text = "strftime(\(expression), '%Y-%m-%dT%H:%M:%S.%f')"
        let short = "CASE WHEN suffix(\(text), '.000000') THEN left(\(text), -7) ELSE \(text) END || '\(zone)'"
        return "CASE WHEN isfinite(\(expression)) THEN \(short) ELSE CAST(\(expression) AS VARCHAR) END"
    }
}
