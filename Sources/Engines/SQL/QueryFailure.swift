package import BasinCore
import Foundation

/// What DuckDB says, for the person who wrote the SQL.
package enum QueryFailure {
    /// The error without the excerpt of the SQL (it may hold a person's id) and without file paths.
    package static func explained(_ error: BasinError) -> BasinError {
        guard error.message.hasPrefix("DuckDB: ") else { return error }
        var message = String(error.message.dropFirst("DuckDB: ".count))
        if let excerpt = message.range(of: "\n\nLINE ") ?? message.range(of: "\nLINE ") {
            message = String(message[..<excerpt.lowerBound])
        }
        if message.hasPrefix("Out of Memory") {
            return BasinError(.query, "The query needs more memory than a query may have; aggregate or filter earlier.")
        }
        // Errors about files name them, and nothing else in people's SQL can.
        if message.hasPrefix("IO Error") || message.hasPrefix("Permission Error") || message.contains(".parquet") {
            return BasinError(.system, "A data file of this query cannot be read; run it again, and if that does not help, ask the operator.")
        }
        if message.hasPrefix("INTERNAL Error") || message.hasPrefix("FATAL Error") {
            return BasinError(.system, "DuckDB failed inside on this query; write it differently, and report it.")
        }
        return BasinError(.query, shortened(message))
    }

    /// Without the end of a long list of what might have been meant.
    private static func shortened(_ message: String) -> String {
        let lines = message.split(separator: "\n", omittingEmptySubsequences: true)
        let kept = lines.prefix(mostLines).map { $0.count > mostCharacters ? $0.prefix(mostCharacters) + " …" : String($0) }
        return kept.joined(separator: "\n") + (lines.count > mostLines ? "\n… and \(lines.count - mostLines) more" : "")
    }

    private static let mostLines = 8
    private static let mostCharacters = 400
}
