import CDuckDB

/// Owns a type's handle, which ends with it: after the last mention of it, not at the end of a scope. Whoever asks DuckDB
/// by the handle keeps it by `withExtendedLifetime`.
final class LogicalType {
    let handle: duckdb_logical_type?

    init(_ handle: duckdb_logical_type?) { self.handle = handle }

    deinit {
        var closing = handle
        duckdb_destroy_logical_type(&closing)
    }
}

extension DuckDBType {
    init(_ type: LogicalType) { self = withExtendedLifetime(type) { DuckDBType(type.handle) } }
}
