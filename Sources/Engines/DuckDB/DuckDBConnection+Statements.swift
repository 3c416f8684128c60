package import BasinCore
import CDuckDB

extension DuckDBConnection {
    /// The version of the library: `v1.5.5`.
    package static var libraryVersion: String { duckdb_library_version().map { String(cString: $0) } ?? "unknown" }

    /// How many statements the text holds: 0 for blanks and comments, nil when it cannot be read.
    package func statementCount(_ sql: String) -> Int? {
        // A C string would end at a zero byte, and what is counted would not be what is run.
        guard !sql.utf8.contains(0) else { return nil }
        var statements: duckdb_extracted_statements?
        let count = duckdb_extract_statements(handle, sql, &statements)
        defer { duckdb_destroy_extracted(&statements) }
        if count == 0, let message = duckdb_extract_statements_error(statements), message.pointee != 0 { return nil }
        return Int(count)
    }

    /// Whether the text is one statement that only reads. Nothing runs.
    /// - Throws: `errorCode` when names or types do not fit.
    package func isSelect(_ sql: String, errorCode: BasinError.Code = .query) throws -> Bool {
        try withStatement(sql, errorCode: errorCode) {
            duckdb_prepared_statement_type($0) == DUCKDB_STATEMENT_TYPE_SELECT
        }
    }

    /// Runs one statement with `$name` bound to `bindings[name]`. Those that the statement does not use are left out.
    /// - Returns: how many rows changed; of COPY: how many were written.
    package func run(_ sql: String, named bindings: [String: DuckDBValue], errorCode: BasinError.Code) throws -> Int {
        try withStatement(sql, errorCode: errorCode) { statement in
            for position in 1..<(1 + duckdb_nparams(statement)) {
                let name = duckdb_parameter_name(statement, position)
                defer { duckdb_free(UnsafeMutableRawPointer(mutating: name)) }
                let text = name.map { String(cString: $0) } ?? ""
                guard let value = bindings[text] else {
                    let known = bindings.keys.sorted().map { "$" + $0 }.joined(separator: ", ")
                    throw BasinError(
                        errorCode, "There is no parameter $\(text); \(known.isEmpty ? "none" : known) may be used.")
                }
                guard bind(value, to: statement, at: position) else {
                    throw BasinError(errorCode, "The parameter $\(text) does not fit where the statement uses it.")
                }
            }
            var result = duckdb_result()
            defer { duckdb_destroy_result(&result) }
            guard duckdb_execute_prepared(statement, &result) == DuckDBSuccess else {
                throw BasinError(
                    errorCode, "DuckDB: " + (duckdb_result_error(&result).map { String(cString: $0) } ?? "failed"))
            }
            return Int(duckdb_rows_changed(&result))
        }
    }

    private func bind(_ value: DuckDBValue, to statement: duckdb_prepared_statement, at position: idx_t) -> Bool {
        let state =
            switch value {
            case .null: duckdb_bind_null(statement, position)
            case .int(let value): duckdb_bind_int64(statement, position, value)
            case .double(let value): duckdb_bind_double(statement, position, value)
            case .text(let value): duckdb_bind_varchar_length(statement, position, value, idx_t(value.utf8.count))
            case .timestamp(let value):
                duckdb_bind_timestamp_tz(statement, position, duckdb_timestamp(micros: value.microseconds))
            }
        return state == DuckDBSuccess
    }

    private func withStatement<Value>(
        _ sql: String, errorCode: BasinError.Code, _ body: (duckdb_prepared_statement) throws -> Value
    ) throws -> Value {
        var statement: duckdb_prepared_statement?
        let prepared = duckdb_prepare(handle, sql, &statement)
        defer { duckdb_destroy_prepare(&statement) }
        guard prepared == DuckDBSuccess, let statement else {
            throw BasinError(
                errorCode, "DuckDB: " + (duckdb_prepare_error(statement).map { String(cString: $0) } ?? "failed"))
        }
        return try body(statement)
    }
}
