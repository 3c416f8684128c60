package import BasinCore

/// What is wrong with a pipeline's SQL, and where, so that whoever knows the file can say `datasets/x.sql:3`.
package struct SQLProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// A whole sentence: what, and what to do.
    package var message: String
    /// nil when the problem is with the SQL as a whole.
    package var place: Place?

    package init(_ message: String, place: Place? = nil) {
        self.message = message
        self.place = place
    }

    /// The column that DuckDB did not find, when that is what it says.
    var missingColumn: String? {
        for (start, end) in [("Referenced column \"", "\" not found"), ("does not have a column named \"", "\"")] {
            guard let before = message.firstRange(of: start),
                let after = message[before.upperBound...].firstRange(of: end)
            else { continue }
            return String(message[before.upperBound..<after.lowerBound])
        }
        return nil
    }

    package var description: String { message + (place.map { " (\($0))" } ?? "") }

    /// The same for those who have no file to name.
    package var error: BasinError { BasinError(.query, description) }

    /// A place in a text. Both count from 1; the column counts bytes.
    package struct Place: Sendable, Hashable, CustomStringConvertible {
        package var line: Int
        package var column: Int

        package init(line: Int, column: Int) {
            self.line = line
            self.column = column
        }

        /// nil when the text has no such byte offset.
        init?(offset: Int?, in sql: String) {
            guard let offset, (0...sql.utf8.count).contains(offset) else { return nil }
            let before = sql.utf8.prefix(offset)
            self.init(line: before.count { $0 == 10 } + 1, column: before.reversed().prefix { $0 != 10 }.count + 1)
        }

        package var description: String { "line \(line), column \(column)" }
    }
}
