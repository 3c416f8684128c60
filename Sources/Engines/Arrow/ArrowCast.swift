import BasinCore
import CDuckDB

/// What a column is cast to before it becomes Arrow: text for types that Arrow does not have, or that readers of it do
/// not understand alike; all others stay.
enum ArrowCast {
    static func name(of type: LogicalType) -> String { withExtendedLifetime(type) { name(of: type, type.handle) } }

    private static func name(of type: LogicalType, _ handle: duckdb_logical_type?) -> String {
        if let alias = duckdb_logical_type_get_alias(handle) {
            duckdb_free(alias)
            return "VARCHAR"
        }
        switch duckdb_get_type_id(handle) {
        case DUCKDB_TYPE_HUGEINT: return "DECIMAL(38,0)"
        case DUCKDB_TYPE_SQLNULL: return "INTEGER"
        case DUCKDB_TYPE_LIST: return name(of: LogicalType(duckdb_list_type_child_type(handle))) + "[]"
        case DUCKDB_TYPE_ARRAY:
            return name(of: LogicalType(duckdb_array_type_child_type(handle))) + "[\(duckdb_array_type_array_size(handle))]"
        case DUCKDB_TYPE_MAP:
            let key = name(of: LogicalType(duckdb_map_type_key_type(handle)))
            return "MAP(\(key), \(name(of: LogicalType(duckdb_map_type_value_type(handle)))))"
        case DUCKDB_TYPE_STRUCT: return structure(handle)
        case DUCKDB_TYPE_BOOLEAN, DUCKDB_TYPE_TINYINT, DUCKDB_TYPE_SMALLINT, DUCKDB_TYPE_INTEGER, DUCKDB_TYPE_BIGINT,
            DUCKDB_TYPE_UTINYINT, DUCKDB_TYPE_USMALLINT, DUCKDB_TYPE_UINTEGER, DUCKDB_TYPE_UBIGINT, DUCKDB_TYPE_FLOAT,
            DUCKDB_TYPE_DOUBLE, DUCKDB_TYPE_DECIMAL, DUCKDB_TYPE_VARCHAR, DUCKDB_TYPE_BLOB, DUCKDB_TYPE_DATE,
            DUCKDB_TYPE_TIME, DUCKDB_TYPE_TIMESTAMP, DUCKDB_TYPE_TIMESTAMP_S, DUCKDB_TYPE_TIMESTAMP_MS,
            DUCKDB_TYPE_TIMESTAMP_NS, DUCKDB_TYPE_TIMESTAMP_TZ, DUCKDB_TYPE_INTERVAL:
            return LogicalTypeName.of(type)
        default: return "VARCHAR"
        }
    }

    private static func structure(_ handle: duckdb_logical_type?) -> String {
        let fields = (0..<duckdb_struct_type_child_count(handle)).map { index in
            let pointer = duckdb_struct_type_child_name(handle, index)
            defer { duckdb_free(pointer) }
            let text = pointer.map { String(cString: $0) } ?? ""
            return text.sqlIdentifier + " " + name(of: LogicalType(duckdb_struct_type_child_type(handle, index)))
        }
        return "STRUCT(\(fields.joined(separator: ", ")))"
    }
}
