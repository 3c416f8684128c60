package import BasinCore
import CDuckDB

/// One connection: one statement at a time, from one thread at a time (except `interrupt`). Calls block.
package final class DuckDBConnection: @unchecked Sendable {  // Callers serialise use; DuckDB allows interrupt from anywhere.
    let handle: duckdb_connection
    /// Keeps the instance alive.
    private let database: DuckDB

    init(handle: duckdb_connection, database: DuckDB) {
        self.handle = handle
        self.database = database
    }

    deinit {
        var closing: duckdb_connection? = handle
        duckdb_disconnect(&closing)
    }

    /// Runs statements whose result does not matter.
    /// - Throws: `errorCode` with DuckDB's own message.
    package func execute(_ sql: String, errorCode: BasinError.Code = .system) throws {
        var result = duckdb_result()
        defer { duckdb_destroy_result(&result) }
        if duckdb_query(handle, sql, &result) != DuckDBSuccess {
            throw BasinError(errorCode, "DuckDB: " + (duckdb_result_error(&result).map { String(cString: $0) } ?? "failed"))
        }
    }

    /// Runs one statement and returns its rows, with `?` bound to `bindings` in order.
    package func query(
        _ sql: String, _ bindings: [DuckDBValue] = [], arguments: ArgumentValues? = nil,
        errorCode: BasinError.Code = .system
    ) throws -> DuckDBResult {
        try withPrepared(sql, errorCode: errorCode) { statement in
            try arguments?.bind(to: statement)
            return try run(statement, bindings, errorCode: errorCode)
        }
    }

    func run(
        _ statement: duckdb_prepared_statement, _ bindings: [DuckDBValue], errorCode: BasinError.Code
    ) throws -> DuckDBResult {
        try bind(bindings, to: statement, errorCode: errorCode)
        var result = duckdb_result()
        if duckdb_execute_prepared(statement, &result) != DuckDBSuccess {
            defer { duckdb_destroy_result(&result) }
            throw BasinError(errorCode, "DuckDB: " + (duckdb_result_error(&result).map { String(cString: $0) } ?? "failed"))
        }
        return DuckDBResult(result, connection: self)
    }

    func bind(
        _ bindings: [DuckDBValue], to statement: duckdb_prepared_statement, errorCode: BasinError.Code
    ) throws {
        for (index, binding) in bindings.enumerated() {
            let position = idx_t(index + 1)
            let state =
                switch binding {
                case .null: duckdb_bind_null(statement, position)
                case .int(let value): duckdb_bind_int64(statement, position, value)
                case .double(let value): duckdb_bind_double(statement, position, value)
                case .text(let value): duckdb_bind_varchar_length(statement, position, value, idx_t(value.utf8.count))
                case .timestamp(let value):
                    duckdb_bind_timestamp_tz(statement, position, duckdb_timestamp(micros: value.microseconds))
                }
            guard state == DuckDBSuccess else { throw BasinError(errorCode, "Parameter \(position) does not fit the statement.") }
        }
    }

    /// Stops the running statement soon; it throws. May be called from any thread.
    package func interrupt() { duckdb_interrupt(handle) }
}

/// A value bound to a parameter.
package enum DuckDBValue: Sendable {
    case null
    case int(Int64)
    case double(Double)
    case text(String)
    case timestamp(Timestamp)
}
