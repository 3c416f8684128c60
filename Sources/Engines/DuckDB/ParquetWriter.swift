package import BasinCore
import CDuckDB

/// Writes rows into one Parquet file: chunks of at most 2,048 rows go into a table in memory, `finish` copies it out.
///
/// Not Sendable. The file is complete and not yet synced when `finish` returns.
package final class ParquetWriter {
    package static let chunkRows = Int(duckdb_vector_size())

    private let connection: DuckDBConnection
    private let columns: [Column]
    private let table: String
    private var appender: duckdb_appender?
    private var chunk: duckdb_data_chunk?
    /// One vector a column, good until the next `flush`.
    package var vectors: [ColumnVector] = []
    package private(set) var rowCount = 0

    package init(connection: DuckDBConnection, columns: [Column]) throws {
        self.connection = connection
        self.columns = columns
        table = "rows_in_memory"
        let definitions = columns.map { "\($0.name.sqlIdentifier) \($0.type.duckDBName)" }.joined(separator: ", ")
        try connection.execute("CREATE OR REPLACE TEMP TABLE \(table) (\(definitions))")
        guard duckdb_appender_create_ext(connection.handle, "temp", "main", table, &appender) == DuckDBSuccess else {
            throw failure("could not open an appender")
        }
        var types: [duckdb_logical_type?] = (0..<columns.count).map { duckdb_appender_column_type(appender, idx_t($0)) }
        chunk = duckdb_create_data_chunk(&types, idx_t(types.count))
        for index in types.indices { duckdb_destroy_logical_type(&types[index]) }
        refresh()
    }

    deinit {
        duckdb_destroy_data_chunk(&chunk)
        duckdb_appender_destroy(&appender)
        try? connection.execute("DROP TABLE IF EXISTS \(table)")
    }

    private func refresh() {
        duckdb_data_chunk_reset(chunk)
        vectors = (0..<columns.count).map { ColumnVector(duckdb_data_chunk_get_vector(chunk, idx_t($0))) }
    }

    /// Takes the first `count` rows of `vectors`. What strings point to may be freed afterwards.
    package func flush(rows count: Int) throws {
        guard count > 0 else { return }
        duckdb_data_chunk_set_size(chunk, idx_t(count))
        guard duckdb_append_data_chunk(appender, chunk) == DuckDBSuccess else { throw failure("could not append rows") }
        rowCount += count
        refresh()
    }

    /// Writes the file: zstd level 1, field ids. Returns its size in bytes.
    package func finish(path: String, orderBy: String? = nil) throws {
        guard duckdb_appender_flush(appender) == DuckDBSuccess else { throw failure("could not flush rows") }
        let order = orderBy.map { " ORDER BY \($0)" } ?? ""
        try connection.execute("COPY (FROM \(table)\(order)) TO \(path.sqlLiteral) (\(Self.options(columns)))")
    }

    /// The COPY options of every Parquet file that Basin writes.
    package static func options(_ columns: [Column]) -> String {
        let ids = columns.map { $0.name.sqlIdentifier + ": " + fieldIDs($0.type, id: $0.id) }.joined(separator: ", ")
        return "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, FIELD_IDS {\(ids)}"
    }

    private static func fieldIDs(_ type: FieldType, id: Int) -> String {
        switch type {
        case .list(let element, let elementID):
            return "{__duckdb_field_id: \(id), element: \(fieldIDs(element, id: elementID))}"
        case .structure(let fields):
            let inner = fields.map { $0.name.sqlIdentifier + ": " + fieldIDs($0.type, id: $0.id) }.joined(separator: ", ")
            return "{__duckdb_field_id: \(id), \(inner)}"
        default:
            return String(id)
        }
    }

    private func failure(_ what: String) -> BasinError {
        let reason = duckdb_appender_error(appender).map { String(cString: $0) } ?? "no reason given"
        return BasinError(.system, "Writing Parquet \(what): \(reason)")
    }
}
