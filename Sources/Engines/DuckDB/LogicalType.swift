import CDuckDB

/// Owns a type's handle.
final class LogicalType {
    let handle: duckdb_logical_type?

    init(_ handle: duckdb_logical_type?) { self.handle = handle }

    deinit {
        var closing = handle
        duckdb_destroy_logical_type(&closing)
    }
}

extension DuckDBType {
    init(_ type: LogicalType) { self.init(type.handle) }
}
