/// SQL for DuckDB that turns a column into the text that PostgreSQL would write for it, so that DuckDB does the work a
/// whole vector at a time.
package enum TypeText {
    /// - Parameters:
    ///   - name: DuckDB's name of the column's type.
    ///   - json: SQL for the value as JSON text, for lists, structs and maps.
    package static func sql(_ expression: String, duckDB name: String, json: String) -> String {
        sql(expression, name, json)
    }

    /// The same for the catalog, where lists are arrays: `{a,"b c"}`.
    package static func catalogSQL(_ expression: String, duckDB name: String) -> String {
        guard name.hasSuffix("[]") else { return sql(expression, name, "CAST(\(expression) AS VARCHAR)") }
        let text = "CAST(v AS VARCHAR)"
        let quoted = "'\"' || replace(replace(\(text), '\\', '\\\\'), '\"', '\\\"') || '\"'"
        let item =
            "CASE WHEN v IS NULL THEN 'NULL' WHEN regexp_full_match(\(text), '[A-Za-z0-9_.+-]+') AND lower(\(text)) <> 'null' "
            + "THEN \(text) ELSE \(quoted) END"
        return "'{' || array_to_string(list_transform(\(expression), lambda v: \(item)), ',') || '}'"
    }

    private static func sql(_ expression: String, _ name: String, _ json: String) -> String {
        // PostgreSQL has no nanoseconds, and clients fail over the digits.
        let value = name.uppercased() == "TIMESTAMP_NS" ? "CAST(\(expression) AS TIMESTAMP)" : expression
        let text = "CAST(\(value) AS VARCHAR)"
        return switch PostgresType(duckDB: name) {
        case .json where name.uppercased() != "JSON": json
        case .bool: "CASE WHEN \(expression) THEN 't' WHEN NOT \(expression) THEN 'f' END"
        case .bytea: "'\\x' || lower(hex(\(expression)))"
        case .float4, .float8:
            "CASE WHEN isnan(\(expression)) THEN 'NaN' WHEN isinf(\(expression)) THEN "
                + "CASE WHEN \(expression) > 0 THEN 'Infinity' ELSE '-Infinity' END "
                + "WHEN suffix(\(text), '.0') THEN left(\(text), -2) ELSE \(text) END"
        case .date, .timestamp, .timestampTZ:
            "CASE WHEN contains(\(text), ' (BC)') THEN replace(\(text), ' (BC)', '') || ' BC' ELSE \(text) END"
        case .interval: "replace(\(text), 'month', 'mon')"
        default: text
        }
    }
}
