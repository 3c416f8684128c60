import BasinCore
import CDuckDB

/// A DuckDB instance in memory. Everything that touches it blocks: call from a blocking thread.
package final class DuckDB: @unchecked Sendable {  // Guarded by DuckDB itself: the handle is only ever used to connect.
    private let handle: duckdb_database

    /// - Parameter settings: DuckDB configuration by name. `threads`, `memory_limit` and an empty `temp_directory` (no
    ///   spill: a spill file would hold values in clear) are given defaults.
    package init(threads: Int = 1, memoryLimit: String = "2GB", settings: [String: String] = [:]) throws {
        var config: duckdb_config?
        guard duckdb_create_config(&config) == DuckDBSuccess else {
            throw BasinError(.system, "DuckDB could not make a configuration; is there memory left?")
        }
        defer { duckdb_destroy_config(&config) }
        var all = ["threads": String(threads), "memory_limit": memoryLimit, "temp_directory": ""]
        all.merge(settings) { _, given in given }
        for (name, value) in all where duckdb_set_config(config, name, value) != DuckDBSuccess {
            throw BasinError(.system, "DuckDB does not take the setting \(name) = \(value).")
        }
        var database: duckdb_database?
        var message: UnsafeMutablePointer<CChar>?
        let state = duckdb_open_ext(nil, &database, config, &message)
        defer { duckdb_free(message) }
        guard state == DuckDBSuccess, let database else {
            throw BasinError(.system, "DuckDB could not start: \(message.map { String(cString: $0) } ?? "no reason given")")
        }
        handle = database
    }

    deinit {
        var closing: duckdb_database? = handle
        duckdb_close(&closing)
    }

    /// A connection whose time zone is UTC.
    package func connect() throws -> DuckDBConnection {
        var connection: duckdb_connection?
        guard duckdb_connect(handle, &connection) == DuckDBSuccess, let connection else {
            throw BasinError(.system, "DuckDB could not open a connection.")
        }
        let made = DuckDBConnection(handle: connection, database: self)
        // Times are shown and cut in UTC, whatever the machine's zone is.
        try made.execute("SET TimeZone = 'UTC'")
        return made
    }
}
