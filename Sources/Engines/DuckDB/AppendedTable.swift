package import BasinCore
import CDuckDB

/// A temporary table in memory that is filled from vectors, a chunk of at most 2,048 rows at a time.
///
/// Not Sendable. The table is there until this is gone.
package final class AppendedTable {
    package static let chunkRows = Int(duckdb_vector_size())
    package static let name = "rows_in_memory"

    private let connection: DuckDBConnection
    private let columnCount: Int
    private var appender: duckdb_appender?
    private var chunk: duckdb_data_chunk?
    /// One vector a column, good until the next `flush`.
    package var vectors: [ColumnVector] = []
    package private(set) var rowCount = 0

    /// - Parameter columns: names and types.
    package init(connection: DuckDBConnection, columns: [(name: String, type: FieldType)]) throws {
        self.connection = connection
        columnCount = columns.count
        let definitions = columns.map { "\($0.name.sqlIdentifier) \($0.type.duckDBName)" }.joined(separator: ", ")
        try connection.execute("CREATE OR REPLACE TEMP TABLE \(Self.name) (\(definitions))")
        guard duckdb_appender_create_ext(connection.handle, "temp", "main", Self.name, &appender) == DuckDBSuccess else {
            throw failure("could not open an appender")
        }
        var types: [duckdb_logical_type?] = (0..<columnCount).map { duckdb_appender_column_type(appender, idx_t($0)) }
        chunk = duckdb_create_data_chunk(&types, idx_t(types.count))
        for index in types.indices { duckdb_destroy_logical_type(&types[index]) }
        refresh()
    }

    deinit {
        duckdb_destroy_data_chunk(&chunk)
        duckdb_appender_destroy(&appender)
        try? connection.execute("DROP TABLE IF EXISTS \(Self.name)")
    }

    private func refresh() {
        duckdb_data_chunk_reset(chunk)
        vectors = (0..<columnCount).map { ColumnVector(duckdb_data_chunk_get_vector(chunk, idx_t($0))) }
    }

    /// Takes the first `count` rows of `vectors`. What strings point to may be freed afterwards.
    package func flush(rows count: Int) throws {
        guard count > 0 else { return }
        duckdb_data_chunk_set_size(chunk, idx_t(count))
        guard duckdb_append_data_chunk(appender, chunk) == DuckDBSuccess else { throw failure("could not append rows") }
        rowCount += count
        refresh()
    }

    /// Every row is in the table when this returns.
    package func finish() throws {
        guard duckdb_appender_flush(appender) == DuckDBSuccess else { throw failure("could not flush rows") }
    }

    private func failure(_ what: String) -> BasinError {
        let reason = duckdb_appender_error(appender).map { String(cString: $0) } ?? "no reason given"
        return BasinError(.system, "Rows in memory \(what): \(reason)")
    }
}
