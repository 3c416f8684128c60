import BasinCore
import CDuckDB

/// What DuckDB calls a type: `DECIMAL(9,2)`, `VARCHAR[]`, `STRUCT("model" VARCHAR)`.
enum LogicalTypeName {
    static func of(_ type: LogicalType) -> String { withExtendedLifetime(type) { of(type.handle) } }

    private static func of(_ handle: duckdb_logical_type?) -> String {
        if let alias = duckdb_logical_type_get_alias(handle) {
            defer { duckdb_free(alias) }
            return String(cString: alias)
        }
        let id = duckdb_get_type_id(handle)
        switch id {
        case DUCKDB_TYPE_DECIMAL: return "DECIMAL(\(duckdb_decimal_width(handle)),\(duckdb_decimal_scale(handle)))"
        case DUCKDB_TYPE_LIST: return of(LogicalType(duckdb_list_type_child_type(handle))) + "[]"
        case DUCKDB_TYPE_ARRAY:
            return of(LogicalType(duckdb_array_type_child_type(handle))) + "[\(duckdb_array_type_array_size(handle))]"
        case DUCKDB_TYPE_MAP:
            let key = of(LogicalType(duckdb_map_type_key_type(handle)))
            return "MAP(\(key), \(of(LogicalType(duckdb_map_type_value_type(handle)))))"
        case DUCKDB_TYPE_STRUCT:
            let fields = (0..<duckdb_struct_type_child_count(handle)).map { index in
                let name = duckdb_struct_type_child_name(handle, index)
                defer { duckdb_free(name) }
                let text = name.map { String(cString: $0) } ?? ""
                return text.sqlIdentifier + " " + of(LogicalType(duckdb_struct_type_child_type(handle, index)))
            }
            return "STRUCT(\(fields.joined(separator: ", ")))"
        default: return simple[id.rawValue] ?? "UNKNOWN"
        }
    }

    private static let simple: [UInt32: String] = Dictionary(
        uniqueKeysWithValues: [
            (DUCKDB_TYPE_BOOLEAN, "BOOLEAN"), (DUCKDB_TYPE_TINYINT, "TINYINT"), (DUCKDB_TYPE_SMALLINT, "SMALLINT"),
            (DUCKDB_TYPE_INTEGER, "INTEGER"), (DUCKDB_TYPE_BIGINT, "BIGINT"), (DUCKDB_TYPE_UTINYINT, "UTINYINT"),
            (DUCKDB_TYPE_USMALLINT, "USMALLINT"), (DUCKDB_TYPE_UINTEGER, "UINTEGER"), (DUCKDB_TYPE_UBIGINT, "UBIGINT"),
            (DUCKDB_TYPE_HUGEINT, "HUGEINT"), (DUCKDB_TYPE_UHUGEINT, "UHUGEINT"), (DUCKDB_TYPE_FLOAT, "FLOAT"),
            (DUCKDB_TYPE_DOUBLE, "DOUBLE"), (DUCKDB_TYPE_VARCHAR, "VARCHAR"), (DUCKDB_TYPE_BLOB, "BLOB"),
            (DUCKDB_TYPE_DATE, "DATE"), (DUCKDB_TYPE_TIME, "TIME"), (DUCKDB_TYPE_TIME_TZ, "TIME WITH TIME ZONE"),
            (DUCKDB_TYPE_TIMESTAMP, "TIMESTAMP"), (DUCKDB_TYPE_TIMESTAMP_S, "TIMESTAMP_S"),
            (DUCKDB_TYPE_TIMESTAMP_MS, "TIMESTAMP_MS"), (DUCKDB_TYPE_TIMESTAMP_NS, "TIMESTAMP_NS"),
            (DUCKDB_TYPE_TIMESTAMP_TZ, "TIMESTAMP WITH TIME ZONE"), (DUCKDB_TYPE_INTERVAL, "INTERVAL"),
            (DUCKDB_TYPE_UUID, "UUID"), (DUCKDB_TYPE_ENUM, "ENUM"), (DUCKDB_TYPE_BIT, "BIT"),
            (DUCKDB_TYPE_SQLNULL, "\"NULL\""), (DUCKDB_TYPE_BIGNUM, "BIGNUM"),
        ].map { ($0.0.rawValue, $0.1) })
}
