package import BasinCore

/// A DuckDB instance in which conditions that people wrote are asked of rows in memory, and which can reach nothing else:
/// no file, no setting, no extension, no network.
///
/// Blocks; from one thread at a time.
package final class ConditionTable {
    private let connection: DuckDBConnection
    private var table: AppendedTable?
    /// What rows are called in conditions.
    private var alias = ""

    package init() throws {
        let database = try DuckDB(
            threads: 1, memoryLimit: "256MB",
            settings: [
                "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
                "allow_community_extensions": "false", "allow_persistent_secrets": "false",
            ])
        connection = try database.connect()
        try connection.execute("SET max_expression_depth = \(QueryParser.maximumDepth)")
        try connection.execute("SET enable_external_access = false")
        try connection.execute("SET lock_configuration = true")
    }

    /// Begins a new table in place of the one before.
    /// - Parameter name: what conditions may write before a column.
    package func begin(_ name: String, columns: [(name: String, type: FieldType)]) throws -> AppendedTable {
        table = nil
        let new = try AppendedTable(connection: connection, columns: columns)
        table = new
        alias = name
        return new
    }

    /// The numbers, from 0, of the rows for which the condition is true, ascending.
    /// - Throws: `.query` when its names and types do not fit, it fails on a row, or takes longer than `time`.
    package func matches(_ condition: CheckedCondition, within time: Duration) throws -> [Int] {
        do {
            let cancellation = QueryCancellation()
            return try cancellation.watching(connection, time: time) {
                var rows: [Int] = []
                try connection.query(sql(condition), errorCode: .query).forEachChunk { chunk in
                    for row in 0..<chunk.rowCount { rows.append(Int(chunk.int64(column: 0, row: row) ?? 0)) }
                }
                // What DuckDB works out before it runs cannot be interrupted.
                try cancellation.check(time: time)
                return rows
            }
        } catch let error as BasinError { throw QueryFailure.explained(error) }
    }

    private func sql(_ condition: CheckedCondition) -> String {
        // The condition comes last: it may end in a comment, and is not the place for a name of ours.
        "SELECT rowid FROM \(AppendedTable.name) AS \(alias.sqlIdentifier) " + condition.whereClause
    }
}
