package import BasinCore

/// Writes rows into one Parquet file: chunks of at most 2,048 rows go into a table in memory, `finish` copies it out.
///
/// Not Sendable. The file is complete and not yet synced when `finish` returns.
package final class ParquetWriter {
    package static let chunkRows = AppendedTable.chunkRows

    private let connection: DuckDBConnection
    private let columns: [Column]
    private let table: AppendedTable

    package init(connection: DuckDBConnection, columns: [Column]) throws {
        self.connection = connection
        self.columns = columns
        table = try AppendedTable(connection: connection, columns: columns.map { ($0.name, $0.type) })
    }

    /// One vector a column, good until the next `flush`.
    package var vectors: [ColumnVector] { table.vectors }
    package var rowCount: Int { table.rowCount }

    /// Takes the first `count` rows of `vectors`. What strings point to may be freed afterwards.
    package func flush(rows count: Int) throws { try table.flush(rows: count) }

    /// Writes the file: zstd level 1, field ids. Returns its size in bytes.
    package func finish(path: String, orderBy: String? = nil) throws {
        try table.finish()
        let order = orderBy.map { " ORDER BY \($0)" } ?? ""
        try connection.execute(
            "COPY (FROM \(AppendedTable.name)\(order)) TO \(path.sqlLiteral) (\(Self.options(columns)))")
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
}
