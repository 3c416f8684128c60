import CDuckDB

/// The type of a result's column, as far as writing its values down needs to know it.
package indirect enum DuckDBType: Sendable {
    /// Whole numbers of any width, and decimals: their text is a JSON number.
    case exactNumber
    case float
    case bool
    case string
    case blob
    case timestampTZ
    /// Without a zone, in microseconds.
    case timestamp
    case list(DuckDBType)
    case structure([(name: String, type: DuckDBType)])
    case map(key: DuckDBType, value: DuckDBType)
    /// Everything whose cast to VARCHAR is the whole story: date, time, interval, uuid, enum …
    case other

    init(_ handle: duckdb_logical_type?) {
        switch duckdb_get_type_id(handle) {
        case DUCKDB_TYPE_TINYINT, DUCKDB_TYPE_SMALLINT, DUCKDB_TYPE_INTEGER, DUCKDB_TYPE_BIGINT, DUCKDB_TYPE_UTINYINT,
            DUCKDB_TYPE_USMALLINT, DUCKDB_TYPE_UINTEGER, DUCKDB_TYPE_UBIGINT, DUCKDB_TYPE_HUGEINT, DUCKDB_TYPE_UHUGEINT,
            DUCKDB_TYPE_DECIMAL, DUCKDB_TYPE_BIGNUM:
            self = .exactNumber
        case DUCKDB_TYPE_FLOAT, DUCKDB_TYPE_DOUBLE: self = .float
        case DUCKDB_TYPE_BOOLEAN: self = .bool
        case DUCKDB_TYPE_VARCHAR: self = .string
        case DUCKDB_TYPE_BLOB: self = .blob
        case DUCKDB_TYPE_TIMESTAMP_TZ: self = .timestampTZ
        case DUCKDB_TYPE_TIMESTAMP, DUCKDB_TYPE_TIMESTAMP_S, DUCKDB_TYPE_TIMESTAMP_MS: self = .timestamp
        case DUCKDB_TYPE_LIST: self = .list(Self.taking(duckdb_list_type_child_type(handle)))
        case DUCKDB_TYPE_ARRAY: self = .list(Self.taking(duckdb_array_type_child_type(handle)))
        case DUCKDB_TYPE_MAP:
            self = .map(
                key: Self.taking(duckdb_map_type_key_type(handle)), value: Self.taking(duckdb_map_type_value_type(handle)))
        case DUCKDB_TYPE_STRUCT:
            self = .structure(
                (0..<duckdb_struct_type_child_count(handle)).map { index in
                    let name = duckdb_struct_type_child_name(handle, index)
                    defer { duckdb_free(name) }
                    return (name.map { String(cString: $0) } ?? "", Self.taking(duckdb_struct_type_child_type(handle, index)))
                })
        default: self = .other
        }
    }

    /// Reads the type and frees its handle.
    static func taking(_ handle: duckdb_logical_type?) -> DuckDBType {
        var handle = handle
        defer { duckdb_destroy_logical_type(&handle) }
        return DuckDBType(handle)
    }
}
