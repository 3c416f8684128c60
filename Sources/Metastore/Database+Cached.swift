import BasinCore
import GRDB

/// Statements that runs need many times a second: compiled once a connection. Compiling one costs more than running it.
extension Database {
    func execute(cached sql: String, arguments: StatementArguments = []) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }

    func fetchAll(cached sql: String, arguments: StatementArguments = []) throws -> [Row] {
        try Row.fetchAll(try cachedStatement(sql: sql), arguments: arguments)
    }

    func fetchOne(cached sql: String, arguments: StatementArguments = []) throws -> Row? {
        try Row.fetchOne(try cachedStatement(sql: sql), arguments: arguments)
    }

    /// Rows with a column of text that others wrote: a page of them may be far more than its number of rows says.
    /// - Throws: `.tooLarge` when the column holds more than 16 MiB in all of them.
    func fetchAll(cached sql: String, arguments: StatementArguments, weighing column: String) throws -> [Row] {
        var found: [Row] = [], bytes = 0
        let rows = try Row.fetchCursor(try cachedStatement(sql: sql), arguments: arguments)
        while let row = try rows.next() {
            bytes += (row[column] as String).utf8.count
            guard bytes <= 16 << 20 else {
                throw BasinError(.tooLarge, "What was told of these is more than 16 MiB; ask for fewer at a time.")
            }
            found.append(row.copy())
        }
        return found
    }
}
