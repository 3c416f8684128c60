import CDuckDB

/// What a statement took.
extension DuckDBConnection {
    /// From now on DuckDB measures its operators; it writes nothing about it anywhere.
    func measureOperators() throws {
        try execute("PRAGMA enable_profiling = 'no_output'")
        try execute("SET custom_profiling_settings = '{\"CPU_TIME\": \"true\"}'")
    }

    /// Of the last statement that came to its end: how long its operators took, on all threads together, in microseconds.
    /// Nil when nothing is measured.
    package var operatorMicros: Int64? {
        guard let info = duckdb_get_profiling_info(handle), let value = duckdb_profiling_info_get_value(info, "CPU_TIME") else {
            return nil
        }
        var closing: duckdb_value? = value
        defer { duckdb_destroy_value(&closing) }
        guard let text = duckdb_get_varchar(value) else { return nil }
        defer { duckdb_free(text) }
        guard let seconds = Double(String(cString: text)), seconds >= 0 else { return nil }
        return Int64(exactly: (seconds * 1e6).rounded())
    }
}
