import BasinCore
import BasinEngines
import BasinPostgres
import Foundation
import Synchronization

/// An instance of DuckDB that holds nothing but what the catalog says, and answers clients' questions about it: no rows
/// of anybody, no file, no network, no setting. It is made anew when the catalog says something else.
final class CatalogInstance: Sendable {
    private let made = Mutex<(content: CatalogContent, connection: DuckDBConnection)?>(nil)
    private static let time = Duration.seconds(10)
    /// What stands in FROM and is called: nothing that could look outside.
    private static let tableFunctions: Set<String> = [
        "unnest", "generate_series", "range", "generate_subscripts", "json_each",
    ]
    /// What else is called. Not what makes much of nothing: DuckDB does that outside of its limits, and is not
    /// interrupted in it.
    private static let functions = AllowedFunctions.expressions.union(AllowedFunctions.windows).union(["pg_typeof"])
        .subtracting([
            "array_resize", "bar", "bitstring", "equi_width_bins", "format", "generate_series", "list_resize", "lpad",
            "printf", "range", "repeat", "rpad",
        ])

    /// Asks one question after another. Blocks, 10 s at most.
    /// - Parameter body: is given the SQL when it is one SELECT that calls nothing but what may be called.
    /// - Throws: `.query` for what the client can mend.
    func ask(
        _ sql: String, _ content: CatalogContent, _ cancellation: QueryCancellation,
        _ body: (DuckDBConnection) throws -> Void
    ) throws {
        try made.withLock { made in
            do {
                let connection = try made.flatMap { $0.content == content ? $0.connection : nil } ?? Self.make(content)
                made = (content, connection)
                try cancellation.watching(connection, time: Self.time) {
                    try Self.check(sql, connection)
                    try body(connection)
                }
            } catch let error as BasinError {
                let explained = QueryFailure.explained(error)
                // DuckDB may have failed in a way that hurt the instance.
                if explained.code != .query { made = nil }
                throw explained
            }
        }
    }

    private static func make(_ content: CatalogContent) throws -> DuckDBConnection {
        let database = try DuckDB(
            threads: 1, memoryLimit: "256MB",
            settings: [
                "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
                "allow_community_extensions": "false", "allow_persistent_secrets": "false",
            ])
        let connection = try database.connect()
        for statement in content.statements(version: BasinVersion.current) { try connection.execute(statement) }
        try connection.execute("SET enable_external_access = false")
        try connection.execute("SET max_expression_depth = 250")
        try connection.execute("SET lock_configuration = true")
        return connection
    }

    private static func check(_ sql: String, _ connection: DuckDBConnection) throws {
        guard sql.utf8.count <= QueryParser.maximumBytes, !sql.utf8.contains(0) else {
            throw BasinError(
                .query, "The SQL is longer than \(QueryParser.maximumBytes / 1024) KiB, or holds a zero byte.")
        }
        var json = ""
        try connection.query("SELECT json_serialize_sql(?::VARCHAR)", [.text(sql)], errorCode: .query).forEachChunk {
            chunk in
            if chunk.rowCount > 0 { json = chunk.string(column: 0, row: 0) ?? "" }
        }
        guard let tree = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any] else {
            throw BasinError(.query, "The SQL is nested too deeply; simplify it.")
        }
        guard tree["error"] as? Bool == false else {
            let reason = tree["error_message"] as? String ?? "no reason given"
            throw BasinError(.query, "The SQL cannot be read: \(reason)")
        }
        try check(tree)
        try TreeEffort.check(tree, macros: CatalogMacros.names.union(AllowedFunctions.macros))
    }

    private static func check(_ node: Any) throws {
        if let list = node as? [Any] { return try list.forEach { try check($0) } }
        guard var node = node as? [String: Any] else { return }
        if node["type"] as? String == "TABLE_FUNCTION" {
            guard var function = node["function"] as? [String: Any],
                let name = function.removeValue(forKey: "function_name") as? String,
                tableFunctions.contains(name.lowercased())
            else { throw refusal((node["function"] as? [String: Any])?["function_name"] as? String ?? "") }
            node["function"] = function
        }
        if let name = (node["function_name"] as? String)?.lowercased() {
            let isOurs = node["schema"] as? String == CatalogContent.schema && CatalogMacros.names.contains(name)
            guard isOurs || functions.contains(name) else { throw refusal(name) }
        }
        try node.values.forEach { try check($0) }
    }

    private static func refusal(_ name: String) -> BasinError {
        BasinError(.query, "\(name.prefix(63).debugDescription) is not called in a question about the catalog.")
    }
}
