import BasinPostgres
import Testing

@Suite struct CatalogRewriteTests {
    private func rewritten(_ sql: String) throws -> String {
        try CatalogRewrite.sql(sql, CatalogFacts(user: "o'hara", process: 7))
    }

    @Test(
        "what PostgreSQL has and DuckDB has not is written differently",
        arguments: [
            ("SELECT pg_backend_pid()", "SELECT 7"), ("SELECT current_user", "SELECT 'o''hara'"),
            ("SELECT a COLLATE pg_catalog.default", "SELECT a"),
            (
                "SELECT c.oid::pg_catalog.regclass FROM pg_catalog.pg_class c",
                "SELECT basin_catalog.regclass_name( c.oid ) FROM basin_catalog.\"pg_class\" c"
            ),
            ("SELECT 'pg_class'::regclass", "SELECT basin_catalog.regclass_oid( 'pg_class' )"),
            ("SELECT CAST($1 AS REGCLASS)", "SELECT basin_catalog.regclass_oid($1)"),
            ("SELECT 'x'::name", "SELECT 'x'::VARCHAR"),
            ("SELECT 'pg_catalog.pg_class; $1'", "SELECT 'pg_catalog.pg_class; $1'"),
            ("SELECT \"current_user\" ;", "SELECT \"current_user\""),
        ])
    func rewrites(_ sql: String, _ expected: String) throws {
        #expect(try Self.blankless(rewritten(sql)) == Self.blankless(expected))
    }

    private static func blankless(_ text: String) -> String { text.lowercased().filter { $0 != " " } }

    @Test("a pattern is looked for anywhere, as in PostgreSQL", arguments: ["~", "!~", "OPERATOR(pg_catalog.~)", "~*"])
    func patterns(_ match: String) throws {
        let sql = try rewritten("SELECT nspname \(match) '^pg_'")
        #expect(sql.contains("'(?s:.*)(?") && sql.contains("'^pg_'"))
    }

    @Test(
        "a column without a name is called as PostgreSQL calls it",
        arguments: [
            ("basin_catalog.current_schema()", "current_schema"), ("count_star()", "count_star"),
            ("CAST(c.oid AS VARCHAR)", "oid"),
            ("'x'", "?column?"), ("relname", "relname"), ("array_agg(a.attname ORDER BY a.attnum)", "array_agg"),
        ])
    func columnNames(_ name: String, _ expected: String) { #expect(CatalogRewrite.columnName(name) == expected) }

    @Test("any text is rewritten to something, and never ends the process", arguments: UInt64(1)...20)
    func fuzz(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "SELECT", "(", ")", "[", "]", "::", "regclass", "pg_catalog", ".", "~", "!~*", "'x'", "$1", "CAST", "AS",
            "operator", "COLLATE", "\"a\"",
            "unnest", "FROM", ",", ";", "/*", "$$", "'", "e'\\", "pg_backend_pid", "x", "{", "1",
        ]
        for _ in 0..<2000 {
            let sql = (0..<Int.random(in: 0...14, using: &random)).map { _ in pieces.randomElement(using: &random) ?? ""
            }.joined(separator: " ")
            _ = try rewritten(sql)
            _ = Statement.all(sql)
            _ = CatalogRewrite.columnName(sql)
        }
    }
}
