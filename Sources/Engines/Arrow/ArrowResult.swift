import BasinCore
import CDuckDB

/// A query's result as an Arrow stream, straight from DuckDB's columns.
package struct ArrowResult {
    private let connection: DuckDBConnection
    private let taken: TakenQuery

    package init(_ taken: TakenQuery, in sandbox: QuerySandbox) {
        self.taken = taken
        connection = sandbox.connection
    }

    /// Blocks until the last byte is taken. Memory holds one batch of at most 2,048 rows.
    ///
    /// - Parameters:
    ///   - limit: nothing or ` LIMIT n`.
    ///   - check: throws when the query should stop.
    /// - Returns: how many rows there were.
    package func write(limit: String, check: () throws -> Void, emit: @escaping ([UInt8]) throws -> Void) throws -> Int {
        let whole = "FROM (FROM \(taken.source)\(limit))"
        let cells = try connection.resultTypes(of: whole, taken.arguments).map { column in
            let name = column.name.sqlIdentifier, asked = LogicalTypeName.of(column.type)
            let type = ArrowCast.name(of: column.type)
            return type == asked ? name : "CAST(\(name) AS \(type)) AS \(name)"
        }
        let sql = "SELECT \(cells.joined(separator: ", ")) \(whole)"
        var options: duckdb_arrow_options?
        duckdb_connection_get_arrow_options(connection.handle, &options)
        defer { duckdb_destroy_arrow_options(&options) }
        let fields = try fields(of: sql, options)
        var writer = ArrowStreamWriter(emit: emit), rows = 0
        try writer.begin(fields)
        try connection.stream(sql, arguments: taken.arguments, errorCode: .query) { chunk in
            try check()
            var array = ArrowArray()
            try Self.succeed(duckdb_data_chunk_to_arrow(options, chunk.handle, &array))
            defer { array.release?(&array) }
            try writer.append(ArrowBatch(array, fields))
            rows += chunk.rowCount
        }
        try writer.finish()
        return rows
    }

    private func fields(of sql: String, _ options: duckdb_arrow_options?) throws -> [ArrowField] {
        let columns = try connection.resultTypes(of: sql, taken.arguments)
        var types = columns.map(\.type.handle)
        let names = columns.map { Array($0.name.utf8CString) }
        var schema = ArrowSchema()
        // One text with all names, so that each has a place that stays.
        let text = names.flatMap(\.self)
        try withExtendedLifetime(columns) {
            try text.withUnsafeBufferPointer { text in
                var start = 0
                var pointers: [UnsafePointer<CChar>?] = names.map { name in
                    defer { start += name.count }
                    return text.baseAddress.map { $0 + start }
                }
                try Self.succeed(duckdb_to_arrow_schema(options, &types, &pointers, idx_t(types.count), &schema))
            }
        }
        defer { schema.release?(&schema) }
        return try ArrowField(schema).children
    }

    private static func succeed(_ data: duckdb_error_data?) throws {
        guard let data else { return }
        var closing: duckdb_error_data? = data
        defer { duckdb_destroy_error_data(&closing) }
        guard duckdb_error_data_has_error(data) else { return }
        throw BasinError(
            .query, "DuckDB: " + (duckdb_error_data_message(data).map { String(cString: $0) } ?? "no Arrow for this result"))
    }
}
