import BasinCore
import Foundation
import Synchronization

/// Turns SQL that people write into a `CheckedQuery`, or says why not. Nothing of the SQL is executed: it becomes
/// DuckDB's own syntax tree in a private instance without tables, and the tree is judged by `SyntaxTreeCheck`.
///
/// Blocks for milliseconds. Safe to share: callers take turns.
package final class QueryParser: Sendable {
    /// Most bytes of SQL.
    package static let maximumBytes = 128 * 1024
    /// Nesting that DuckDB may work through; its own default is more than a thread's stack is sure to hold.
    static let maximumDepth = 250

    /// nil until first used, and again after DuckDB failed in a way that may have hurt the instance.
    private let connection = Mutex<DuckDBConnection?>(nil)

    package init() {}

    /// - Parameter datasets: the names that may be read. Names are found whatever their case, as in SQL.
    /// - Throws: `.query` when the SQL is not one readable SELECT, or names something that is not allowed.
    package func check(_ sql: String, datasets: some Sequence<String>) throws -> CheckedQuery {
        guard sql.utf8.count <= Self.maximumBytes else {
            throw BasinError(.query, "The SQL is longer than \(Self.maximumBytes / 1024) KiB; shorten it.")
        }
        // A C string ends at the first zero byte: what is checked would not be what is run.
        guard !sql.utf8.contains(0) else { throw BasinError(.query, "The SQL holds a zero byte; remove it.") }
        var check = SyntaxTreeCheck(datasets: datasets)
        try check.run(try tree(sql))
        return CheckedQuery(sql: sql, datasets: check.used, subjects: check.subjects)
    }

    /// The answer of `json_serialize_sql`, decoded.
    private func tree(_ sql: String) throws -> [String: Any] {
        let json = try serialize(sql)
        guard let tree = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any] else {
            throw BasinError(.query, "The SQL is nested too deeply or holds an endless number; simplify it.")
        }
        guard tree["error"] as? Bool == false else {
            let reason = tree["error_message"] as? String ?? "no reason given"
            if tree["error_type"] as? String == "not implemented" {
                throw BasinError(.query, "Only one SELECT is allowed (also VALUES, FROM … and WITH … SELECT), nothing else.")
            }
            throw BasinError(.query, "The SQL cannot be read: \(reason)" + Self.place(tree["position"], in: sql))
        }
        return tree
    }

    private func serialize(_ sql: String) throws -> String {
        try connection.withLock { slot in
            do {
                let connection = try slot ?? Self.open()
                slot = connection
                var json: String?
                try connection.query("SELECT json_serialize_sql(?::VARCHAR)", [.text(sql)], errorCode: .query)
                    .forEachChunk { chunk in if chunk.rowCount > 0 { json = chunk.string(column: 0, row: 0) } }
                guard let json else { throw BasinError(.query, "The SQL cannot be read.") }
                return json
            } catch let error as BasinError {
                slot = nil
                throw QueryFailure.explained(error)
            }
        }
    }

    private static func open() throws -> DuckDBConnection {
        let database = try DuckDB(
            threads: 1, memoryLimit: "512MB",
            settings: [
                "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
            ])
        let connection = try database.connect()
        try connection.execute("SET enable_external_access = false")
        try connection.execute("SET max_expression_depth = \(maximumDepth)")
        try connection.execute("SET lock_configuration = true")
        return connection
    }

    /// ` (line 2, column 7)`, from DuckDB's byte offset.
    private static func place(_ position: Any?, in sql: String) -> String {
        guard let text = position as? String, let offset = Int(text), (0...sql.utf8.count).contains(offset) else { return "" }
        let before = sql.utf8.prefix(offset)
        let line = before.count { $0 == 10 } + 1
        let column = before.reversed().prefix { $0 != 10 }.count + 1
        return " (line \(line), column \(column))"
    }
}
