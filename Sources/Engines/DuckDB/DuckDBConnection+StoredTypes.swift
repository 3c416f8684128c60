import BasinCore
import CDuckDB

extension DuckDBConnection {
    /// The columns that a query will have and what each can be stored as, without running it.
    /// - Throws: `.query` with DuckDB's own message.
    func storedTypes(of sql: String) throws -> [(name: String, type: StoredType)] {
        try withPrepared(sql, errorCode: .query) { statement in
            (0..<duckdb_prepared_statement_column_count(statement)).map { index in
                let name = duckdb_prepared_statement_column_name(statement, index)
                defer { duckdb_free(UnsafeMutableRawPointer(mutating: name)) }
                var type = duckdb_prepared_statement_column_logical_type(statement, index)
                defer { duckdb_destroy_logical_type(&type) }
                return (name.map { String(cString: $0) } ?? "", StoredType(type))
            }
        }
    }
}
