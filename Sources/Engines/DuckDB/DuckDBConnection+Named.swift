package import BasinCore
import CDuckDB

extension DuckDBConnection {
    /// Runs one statement with `$name` bound by name, and returns its rows. Names that the statement does not use are
    /// left aside.
    package func query(
        _ sql: String, named bindings: [String: DuckDBValue], errorCode: BasinError.Code = .system
    ) throws -> DuckDBResult {
        try withPrepared(sql, errorCode: errorCode) { statement in
            var values = [DuckDBValue](repeating: .null, count: Int(duckdb_nparams(statement)))
            for (name, value) in bindings {
                var position: idx_t = 0
                guard duckdb_bind_parameter_index(statement, &position, name) == DuckDBSuccess,
                    values.indices.contains(Int(position) - 1)
                else { continue }
                values[Int(position) - 1] = value
            }
            return try run(statement, values, errorCode: errorCode)
        }
    }
}
