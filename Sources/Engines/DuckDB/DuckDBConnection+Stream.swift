package import BasinCore
import CDuckDB

extension DuckDBConnection {
    /// The columns that a query will have, without running it.
    package func columns(of sql: String, errorCode: BasinError.Code = .system) throws -> [DuckDBColumn] {
        try withPrepared(sql, errorCode: errorCode) { statement in
            (0..<duckdb_prepared_statement_column_count(statement)).map { index in
                let name = duckdb_prepared_statement_column_name(statement, index)
                defer { duckdb_free(UnsafeMutableRawPointer(mutating: name)) }
                return DuckDBColumn(
                    name: name.map { String(cString: $0) } ?? "",
                    LogicalType(duckdb_prepared_statement_column_logical_type(statement, index)))
            }
        }
    }

    /// Runs one statement, with `?` bound to `bindings` in order, or its parameters to `arguments`, and hands on its rows while they are made; memory holds a
    /// few chunks, not the whole result.
    /// - Throws: `errorCode` with DuckDB's own message, and what `body` throws.
    package func stream(
        _ sql: String, _ bindings: [DuckDBValue] = [], arguments: ArgumentValues? = nil,
        errorCode: BasinError.Code = .system, _ body: (DuckDBChunk) throws -> Void
    ) throws {
        try withPrepared(sql, errorCode: errorCode) { statement in
            try bind(bindings, to: statement, errorCode: errorCode)
            try arguments?.bind(to: statement)
            var pending: duckdb_pending_result?
            defer { duckdb_destroy_pending(&pending) }
            var result = duckdb_result()
            defer { duckdb_destroy_result(&result) }
            guard duckdb_pending_prepared_streaming(statement, &pending) == DuckDBSuccess else {
                let message = pending.flatMap { duckdb_pending_error($0) }.map { String(cString: $0) }
                throw BasinError(errorCode, "DuckDB: " + (message ?? "failed"))
            }
            guard duckdb_execute_pending(pending, &result) == DuckDBSuccess else {
                throw BasinError(errorCode, "DuckDB: " + (duckdb_result_error(&result).map { String(cString: $0) } ?? "failed"))
            }
            while let chunk = duckdb_fetch_chunk(result) {
                defer {
                    var closing: duckdb_data_chunk? = chunk
                    duckdb_destroy_data_chunk(&closing)
                }
                try body(DuckDBChunk(handle: chunk))
            }
            // The end and a failure look alike until here.
            if let message = duckdb_result_error(&result) {
                throw BasinError(errorCode, "DuckDB: " + String(cString: message))
            }
        }
    }

    /// Exactly one statement: DuckDB refuses to prepare several.
    func withPrepared<Value>(
        _ sql: String, errorCode: BasinError.Code, _ body: (duckdb_prepared_statement) throws -> Value
    ) throws -> Value {
        var statement: duckdb_prepared_statement?
        let prepared = duckdb_prepare(handle, sql, &statement)
        defer { duckdb_destroy_prepare(&statement) }
        guard prepared == DuckDBSuccess, let statement else {
            throw BasinError(errorCode, "DuckDB: " + (duckdb_prepare_error(statement).map { String(cString: $0) } ?? "failed"))
        }
        return try body(statement)
    }
}
