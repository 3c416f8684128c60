import BasinCore
import CDuckDB

/// The rows of a query, chunk by chunk. Not Sendable: stays with the thread that ran the query.
package final class DuckDBResult {
    var handle: duckdb_result
    private let connection: DuckDBConnection

    init(_ handle: duckdb_result, connection: DuckDBConnection) {
        self.handle = handle
        self.connection = connection
    }

    deinit { duckdb_destroy_result(&handle) }

    package var columnNames: [String] {
        (0..<duckdb_column_count(&handle)).map { String(cString: duckdb_column_name(&handle, $0)) }
    }

    /// Calls `body` with every chunk of at most 2,048 rows; rows are read from its columns.
    package func forEachChunk(_ body: (DuckDBChunk) throws -> Void) throws {
        while var chunk: duckdb_data_chunk = duckdb_fetch_chunk(handle) {
            defer {
                var closing: duckdb_data_chunk? = chunk
                duckdb_destroy_data_chunk(&closing)
            }
            try body(DuckDBChunk(handle: chunk))
            _ = withUnsafeMutablePointer(to: &chunk) { $0 }
        }
    }

    /// The single integer of a one-row, one-column result (BIGINT, INTEGER or HUGEINT cast in SQL to BIGINT).
    package func integer() throws -> Int64 {
        var value: Int64?
        try forEachChunk { chunk in
            if value == nil, chunk.rowCount > 0 { value = chunk.int64(column: 0, row: 0) }
        }
        guard let value else { throw BasinError(.system, "DuckDB answered nothing where one number was expected.") }
        return value
    }
}
