import BasinCore
import BasinEngines
import Testing

@Suite("A parameter is a value, and nothing else of a statement")
struct QueryParameterTests {
    private static let parser = QueryParser()

    private func check(_ sql: String) throws -> CheckedQuery {
        try Self.parser.check(sql, datasets: ["song_played", "app_opened"])
    }

    @Test("parameters stand where values may, and every dataset is still found", arguments: [
        ("SELECT ?, ? FROM song_played LIMIT ?", ["1", "2", "3"]),
        ("SELECT * FROM song_played WHERE plays > $least AND level IN ($a, $B)", ["least", "a", "b"]),
        ("SELECT $1::BIGINT + $1 FROM song_played", ["1"]),
        ("SELECT * FROM song_played WHERE (SELECT max(x) > $x FROM app_opened)", ["x"]),
        ("WITH w AS (SELECT $k AS k FROM app_opened) SELECT * FROM w JOIN song_played ON level = k", ["k"]),
        ("SELECT * FROM range($n), song_played OFFSET $o", ["n", "o"]),
        ("SELECT CASE WHEN $c THEN 1 END, sum(plays) FILTER (WHERE level = $l) OVER () FROM song_played -- $no", ["c", "l"]),
        ("SELECT '$no', \"$no\", $$ $no $$, $Yes FROM song_played;", ["yes"]),
    ] as [(String, Set<String>)])
    func positions(_ sql: String, _ parameters: Set<String>) throws {
        let query = try check(sql)
        #expect(query.parameters == parameters)
        #expect(query.datasets.contains("song_played"))
    }

    @Test("a parameter names no table, column, function or person, and carries no second statement", arguments: [
        "FROM $1", "FROM \"$1\"", "SELECT * FROM song_played AS $1", "SELECT COLUMNS($1) FROM song_played",
        "SELECT COLUMNS(c -> c LIKE $1) FROM song_played", "SELECT * EXCLUDE ($1) FROM song_played", "SELECT $f(1)",
        "SELECT subject($1)", "SELECT read_csv($1)", "FROM read_parquet($1)", "FROM query($1)", "SELECT $1; SELECT $1",
        "SELECT $1; DROP VIEW song_played", "SELECT $1) AS x, (SELECT 1", "SELECT $1 /* open", "SELECT 1::$1", "PREPARE p AS SELECT $1",
        "SELECT getvariable($1)", "SELECT $\"a b\"", "SELECT ? + $name", "FROM song_played AT (VERSION => $1)", "FROM missing WHERE a = $1",
    ])
    func refused(_ sql: String) {
        let error = #expect(throws: BasinError.self) { try self.check(sql) }
        #expect(error?.code == .query)
    }

    @Test("a condition on one row has no parameters")
    func conditions() {
        #expect(throws: BasinError.self) { try Self.parser.checkCondition("plays > $1") }
    }
}
