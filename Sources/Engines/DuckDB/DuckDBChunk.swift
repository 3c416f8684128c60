import CDuckDB

/// At most 2,048 rows of a result, by column. Valid only inside `forEachChunk`.
package struct DuckDBChunk {
    let handle: duckdb_data_chunk

    package var rowCount: Int { Int(duckdb_data_chunk_get_size(handle)) }

    package func isNull(column: Int, row: Int) -> Bool {
        let vector = duckdb_data_chunk_get_vector(handle, idx_t(column))
        guard let validity = duckdb_vector_get_validity(vector) else { return false }
        return !duckdb_validity_row_is_valid(validity, idx_t(row))
    }

    /// The cell of a BIGINT or TIMESTAMP column; nil when null.
    package func int64(column: Int, row: Int) -> Int64? {
        isNull(column: column, row: row) ? nil : data(column).load(fromByteOffset: row * 8, as: Int64.self)
    }

    /// The bytes of a VARCHAR or BLOB cell; nil when null. Valid as long as the chunk.
    package func bytes(column: Int, row: Int) -> UnsafeRawBufferPointer? {
        if isNull(column: column, row: row) { return nil }
        let strings = data(column).assumingMemoryBound(to: duckdb_string_t.self)
        return UnsafeRawBufferPointer(
            start: basin_duck_string_data(strings, UInt64(row)), count: Int(basin_duck_string_length(strings, UInt64(row))))
    }

    package func string(column: Int, row: Int) -> String? {
        bytes(column: column, row: row).map { String(decoding: $0, as: UTF8.self) }
    }

    private func data(_ column: Int) -> UnsafeMutableRawPointer {
        duckdb_vector_get_data(duckdb_data_chunk_get_vector(handle, idx_t(column)))
    }
}
