package import BasinCore
package import BasinEngines

/// A fresh DuckDB instance for one run, which can open the run's files and nothing else: no other file, no setting, no
/// extension, no network, no spill. People's SQL enters only where DuckDB's grammar takes a SELECT and nothing else.
package struct RunSandbox {
    package let connection: DuckDBConnection

    /// - Parameters:
    ///   - inputs: become views.
    ///   - files: further files that may be opened, and written.
    package init(inputs: [WorkInput], files: [String], limits: RunLimits) throws {
        let database = try DuckDB(
            threads: max(1, limits.threads), memoryLimit: "\(max(16 << 20, limits.memoryBytes) >> 10)KiB",
            settings: [
                "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
                "allow_community_extensions": "false", "allow_persistent_secrets": "false",
            ])
        connection = try database.connect()
        // DuckDB's own default is more than a thread's stack is sure to hold.
        try connection.execute("SET max_expression_depth = 250")
        let paths = inputs.flatMap(\.files) + files
        try connection.execute("SET allowed_paths = [\(paths.map(\.sqlLiteral).joined(separator: ","))]")
        try connection.execute("SET enable_external_access = false")
        for input in inputs { try connection.execute(InputView.sql(input)) }
        try connection.execute("SET lock_configuration = true")
    }

    /// Takes a SELECT in as a view. The SQL comes last and may end in a comment or a semicolon; one prepared statement
    /// cannot become two.
    package func define(_ view: String, _ sql: String) throws {
        guard !sql.utf8.contains(0) else { throw BasinError(.query, "The SQL holds a zero byte; remove it.") }
        _ = try connection.query("CREATE VIEW \(view.sqlIdentifier) AS \(sql)", errorCode: .query)
    }

    /// The SQL as it may stand in parentheses: without the semicolon at its end, which DuckDB itself finds, since one
    /// may also stand in a text or a comment.
    /// - Throws: `.query` when it is not one SELECT.
    package func subquery(_ sql: String) throws -> String {
        guard connection.statementCount(sql) == 1, try connection.isSelect(sql) else {
            // Preparing says what is wrong with text that cannot be read at all.
            _ = try connection.isSelect(sql)
            throw BasinError(.query, "The SQL of a dataset is one SELECT and nothing else.")
        }
        var body = sql
        var end = sql.endIndex
        for _ in 0..<64 {
            guard let semicolon = sql[..<end].lastIndex(of: ";") else { break }
            let head = String(sql[..<semicolon])
            if connection.statementCount(String(sql[semicolon...].dropFirst())) == 0,
                connection.statementCount(head) == 1
            {
                body = head
            }
            end = semicolon
        }
        return body
    }
}
