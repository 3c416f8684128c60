import BasinCore

/// A fresh DuckDB instance for one query, which can see the files of the datasets that the query names and nothing else:
/// no other file, no setting, no extension, no network. The check of the syntax tree is the first wall, this the second.
///
/// Statements of the instance's owner run before `lock`. People's SQL enters only as the body of a view, or with parameters
/// in parentheses behind FROM: where DuckDB's grammar takes a SELECT and no other statement.
package struct QuerySandbox {
    package let connection: DuckDBConnection
    /// The view that holds the person's SQL. No dataset and no `WITH` name outside it begins with an underscore.
    package static let resultView = "_query"

    /// - Parameters:
    ///   - pseudonyms: by original subject id; nil for a person without one.
    ///   - output: the one file that may be written, if any.
    package init(
        tables: [QueryTable], pseudonyms: [String: String?], limits: QueryLimits, output: String? = nil
    ) throws {
        let database = try DuckDB(
            threads: max(1, limits.threads), memoryLimit: "\(max(16 << 20, limits.memoryBytes) >> 10)KiB",
            settings: [
                "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
                "allow_community_extensions": "false", "allow_persistent_secrets": "false",
            ])
        connection = try database.connect()
        try connection.execute("SET max_expression_depth = \(QueryParser.maximumDepth)")
        let paths = tables.flatMap(\.files) + (output.map { [$0] } ?? [])
        try connection.execute("SET allowed_paths = [\(paths.map(\.sqlLiteral).joined(separator: ","))]")
        try connection.execute("SET enable_external_access = false")
        for table in tables { try table.opener?.register(in: connection) }
        for table in tables { try connection.execute(table.viewSQL()) }
        try defineSubject(pseudonyms)
        if limits.measuresOperators, limits.threads > 1 { try connection.measureOperators() }
        try connection.execute("SET lock_configuration = true")
    }

    private func defineSubject(_ pseudonyms: [String: String?]) throws {
        if pseudonyms.isEmpty { return }
        let cases = pseudonyms.sorted { $0.key < $1.key }.map { id, pseudonym in
            "WHEN \(id.sqlLiteral) THEN \(pseudonym?.sqlLiteral ?? "NULL")"
        }
        try connection.execute(
            "CREATE MACRO \(AllowedFunctions.subject)(id) AS CAST(CASE id \(cases.joined(separator: " ")) ELSE NULL END AS VARCHAR)")
    }

    /// Takes the person's SQL in. Nothing runs yet.
    /// - Throws: `.query` when it is not one SELECT, or its names and types do not fit.
    package func take(_ sql: String) throws {
        // The SQL comes last and may end in a comment or a semicolon; one prepared statement cannot become two.
        _ = try connection.query("CREATE VIEW \(Self.resultView) AS \(sql)", errorCode: .query)
    }
}
