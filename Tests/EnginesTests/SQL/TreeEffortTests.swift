import BasinCore
import BasinEngines
import Foundation
import Testing

@Suite struct TreeEffortTests {
    private static func check(_ sql: String) throws {
        let connection = try DuckDB().connect()
        var json = ""
        try connection.query("SELECT json_serialize_sql(?::VARCHAR)", [.text(sql)], errorCode: .query).forEachChunk { chunk in
            if chunk.rowCount > 0 { json = chunk.string(column: 0, row: 0) ?? "" }
        }
        try TreeEffort.check(try JSONSerialization.jsonObject(with: Data(json.utf8)), macros: ["quote_ident"])
    }

    @Test("questions that the binder would work at for long are refused before it begins")
    func refused() throws {
        func nested(_ before: String, _ after: String, _ count: Int) -> String {
            "SELECT " + String(repeating: before, count: count) + "1" + String(repeating: after, count: count)
        }
        let doubling = "SELECT 1 AS a0" + (1..<30).map { ", a\($0 - 1) + a\($0 - 1) AS a\($0)" }.joined()
        for sql in [nested("quote_ident(", ")", 12), nested("(SELECT ", ")", 25), doubling] {
            #expect(throws: BasinError.self) { try Self.check(sql) }
        }
    }

    @Test("columns that double with every level are refused before DuckDB writes them down")
    func stars() throws {
        let nested = String(repeating: "SELECT *, * FROM (", count: 30) + "SELECT 1 AS x" + String(repeating: ")", count: 30)
        let joined =
            "WITH t0 AS (SELECT 1 AS x)"
            + (1..<30).map { ", t\($0) AS (SELECT * FROM t\($0 - 1) a, t\($0 - 1) b)" }.joined() + " SELECT count(*) FROM t29"
        let inside = "SELECT 1 WHERE EXISTS (\(nested))"
        for sql in [nested, joined, inside] {
            #expect(throws: BasinError.self) { try Self.check(sql) }
            #expect(throws: BasinError.self) { try QueryParser().check(sql, datasets: []) }
        }
        // A long pipeline, as people write them, is none of these.
        let plain =
            "WITH t0 AS (SELECT * FROM songs)"
            + (1..<30).map { ", t\($0) AS (SELECT *, \($0) AS y\($0) FROM t\($0 - 1))" }.joined()
            + " SELECT * FROM t29 JOIN t28 USING (x)"
        _ = try QueryParser().check(plain, datasets: ["songs"])
    }

    @Test(
        "types that double with every level are refused before DuckDB writes them down",
        arguments: [
            ("SELECT {'a': x, 'b': x} AS x FROM (", ")"), ("SELECT [x, x, {'y': x}] AS x FROM (", ")"),
            ("SELECT row(x, x) AS x FROM (", ")"), ("SELECT map {'a': x, 'b': x} AS x FROM (", ")"),
        ])
    func structs(_ begin: String, _ end: String) throws {
        func nested(_ levels: Int) -> String {
            String(repeating: begin, count: levels) + "SELECT 1 AS x" + String(repeating: end, count: levels)
        }
        #expect(throws: BasinError.self) { try QueryParser().check(nested(18), datasets: []) }
        #expect(throws: BasinError.self) { try Self.check(nested(18)) }
        _ = try QueryParser().check(nested(5), datasets: [])
        let named =
            "WITH t0 AS (SELECT 1 AS x)"
            + (1..<18).map { ", t\($0) AS (SELECT {'a': x, 'b': x} AS x FROM t\($0 - 1))" }.joined() + " SELECT x FROM t17"
        #expect(throws: BasinError.self) { try QueryParser().check(named, datasets: []) }
    }

    @Test("structs as people make them are not", arguments: [
        "SELECT {'song': song, 'artist': artist, 'seconds': seconds} AS play, list(song) AS all FROM songs GROUP BY ALL",
        "SELECT list({'a': a, 'b': b}) AS l FROM (SELECT {'x': x, 'y': y} AS a, {'x': z} AS b FROM songs)",
    ])
    func plainStructs(_ sql: String) throws { _ = try QueryParser().check(sql, datasets: ["songs"]) }

    @Test("what clients ask is not", arguments: ["SELECT 1", "SELECT quote_ident((SELECT quote_ident('a'))) AS a ORDER BY a"])
    func allowed(_ sql: String) throws { try Self.check(sql) }
}
