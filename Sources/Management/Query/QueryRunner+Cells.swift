import BasinCore
package import BasinEngines

extension QueryRunner {
    /// Runs checked SQL as `run` does, and hands on its rows as cells of text instead of as a file.
    ///
    /// - Parameters:
    ///   - cell: SQL that turns a column's value into text.
    ///   - begin: is told the columns, in order, before any row.
    ///   - take: takes the rows in order, whose cells are VARCHAR; when it throws, the query stops with that error.
    package func run(
        _ query: CheckedQuery, _ arguments: [SQLArgument], tables: [QueryTable], pseudonym: (String) throws -> String?,
        cancellation: QueryCancellation, cell: (CellColumn) -> String, begin: ([CellColumn]) throws -> Void,
        take: (DuckDBChunk) throws -> Void
    ) throws -> QuerySummary {
        try inSandbox(query, arguments, tables, pseudonym, cancellation) { sandbox, taken in
            let columns = taken.columns.map { CellColumn($0) }
            try begin(columns)
            let limit = limits.rows.map { " LIMIT \(max(0, $0))" } ?? ""
            let sql = "SELECT \(columns.map(cell).joined(separator: ", ")) FROM (FROM \(taken.source)\(limit))"
            var count = 0
            try sandbox.connection.stream(sql, arguments: taken.arguments, errorCode: .query) { chunk in
                try cancellation.check(time: limits.time)
                try take(chunk)
                count += chunk.rowCount
            }
            return QuerySummary(
                rows: count, columns: columns.map(\.name),
                operatorMicros: limits.threads > 1 ? sandbox.connection.operatorMicros : nil)
        }
    }
}
