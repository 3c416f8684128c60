import BasinCore
import BasinEngines
import Testing

@Suite("A condition on one event is read before it is asked")
struct ConditionTests {
    static let parser = QueryParser()

    @Test("a condition of columns and pure functions passes, and says which names it holds", arguments: [
        ("length_s > 30", ["length_s"]),
        ("length_s > 30 AND song LIKE 'A%'", ["length_s", "song"]),
        ("Song_Played.Length_S BETWEEN 1 AND 2", ["song_played", "length_s"]),
        ("place.city = 'Malmö' OR place['floor'] > 1", ["place", "city"]),
        ("len(list_filter(tags, lambda t: t = 'live')) > 0", ["tags", "t"]),
        ("CASE WHEN _sequence IS NULL THEN true ELSE _sequence % 2 = 0 END", ["_sequence"]),
        ("_received_time > now() - INTERVAL 1 MINUTE", ["_received_time"]),
        ("regexp_matches(song, '^The ') -- the bands", ["song"]),
        ("song IN ('a', 'b') /* and no more */", ["song"]),
        ("a) OR (b", ["a", "b"]),
        ("TRY_CAST(song AS INTEGER) = 7", ["song"]),
        ("true", []),
    ] as [(String, [String])])
    func honest(_ sql: String, _ names: [String]) throws {
        #expect(try Self.parser.checkCondition(sql).names == Set(names))
    }

    @Test("what looks at other rows, at files or at settings is refused", arguments: [
        "", "   ", "-- nothing", "SELECT 1", "a; DROP TABLE x", "a) UNION SELECT 1 WHERE (b", "a) GROUP BY (b",
        "a) LIMIT (1", "a) ORDER BY (b", "a) HAVING (b", "a) QUALIFY (b", "a) FROM x WHERE (b",
        "x IN (SELECT 1)", "EXISTS (SELECT 1)", "(SELECT max(x) FROM song_played) > 1", "(FROM song_played) > 1",
        "count(*) > 1", "sum(length_s) > 1", "max(song) = 'x'", "list(song) = []", "row_number() OVER () = 1",
        "sum(x) OVER () > 1", "COLUMNS(*) > 1", "#1 > 0", "* > 1", "x = $1", "x = ?", "x = $partition_start",
        "subject('53') = user_id", "error('x')", "unnest([1]) = 1", "getvariable('x') = 1", "current_setting('x') = ''",
        "read_text('/etc/passwd') = ''", "x = (FROM read_csv('/etc/passwd'))", "getenv('HOME') = ''", "nextval('x') = 1",
        "other.hash(x) = 1", "x.hash() = 1", "a\u{0}b", "a)) OR ((b", "a /* open", "'open",
        "len(range(2000000000)) > 0", "generate_series(1, 9)[1] = 1", "repeat('x', 2000000000) = song", "lpad(song, 9, 'x') = ''",
        "song = '" + String(repeating: "x", count: 5000) + "'",
    ])
    func refused(_ sql: String) throws {
        let error = #expect(throws: BasinError.self) { try Self.parser.checkCondition(sql) }
        #expect(error?.code == .query)
    }

    // MARK: Asked

    private static let columns: [(name: String, type: FieldType)] = [("song", .string), ("length_s", .double)]

    private static func table(_ rows: [(String?, Double?)]) throws -> ConditionTable {
        let table = try ConditionTable()
        let appended = try table.begin("song_played", columns: columns)
        let text = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 1)
        defer { text.deallocate() }
        for (index, row) in rows.enumerated() {
            if let song = row.0 {
                Array(song.utf8).withUnsafeBytes { appended.vectors[0].setString(index, $0.baseAddress ?? UnsafeRawPointer(text), count: $0.count) }
            } else {
                appended.vectors[0].setNull(index)
            }
            if let seconds = row.1 { appended.vectors[1].set(index, seconds) } else { appended.vectors[1].setNull(index) }
        }
        try appended.flush(rows: rows.count)
        try appended.finish()
        return table
    }

    @Test("rows for which it is true are told by their number, and null is not true", arguments: [
        ("length_s > 30", [0, 3]), ("song_played.song LIKE 'A%' AND length_s > 30", [0]), ("length_s IS NULL", [2]),
        ("NOT (length_s > 30)", [1]), ("true", [0, 1, 2, 3]), ("false", []), ("NULL", []), ("length_s > 30 -- long", [0, 3]),
        ("song = 'A'", [0]),
    ] as [(String, [Int])])
    func matches(_ sql: String, _ rows: [Int]) throws {
        let table = try Self.table([("A", 31), ("B", 5), (nil, nil), ("B", 300)])
        let condition = try Self.parser.checkCondition(sql)
        #expect(try table.matches(condition, within: .seconds(10)) == rows)
    }

    @Test("names and types that do not fit are told, also of a row of nothing", arguments: [
        "user_id = '53'", "length_s = 'long'", "other.song = 'x'", "song + 1 > DATE '2026-03-01'",
    ])
    func misfits(_ sql: String) throws {
        let table = try Self.table([(nil, nil)])
        let condition = try Self.parser.checkCondition(sql)
        let error = #expect(throws: BasinError.self) { try table.matches(condition, within: .seconds(10)) }
        #expect(error?.code == .query)
    }

    @Test("one that fails on a row or takes longer than it may says so, and the table goes on", arguments: [
        ("CAST(song AS INTEGER) > 1", 10_000), ("song = 'A'", 0),
    ])
    func fails(_ sql: String, _ milliseconds: Int) throws {
        let table = try Self.table([("A", 31), ("B", 5)])
        let condition = try Self.parser.checkCondition(sql)
        let error = #expect(throws: BasinError.self) {
            try table.matches(condition, within: .milliseconds(milliseconds))
        }
        #expect(error?.code == .query)
        #expect(try table.matches(try Self.parser.checkCondition("length_s > 30"), within: .seconds(10)) == [0])
    }
}
