import BasinCore
import BasinEngines
import Testing

@Suite("People's SQL is read before it runs")
struct QueryParserTests {
    static let parser = QueryParser()
    static let datasets = ["song_played", "app_opened", "order", "listening_daily"]

    private func check(_ sql: String) throws -> CheckedQuery { try Self.parser.check(sql, datasets: Self.datasets) }

    @Test("an honest SELECT passes, and its datasets are known", arguments: [
        ("SELECT 1", []),
        ("VALUES (1, 'a'), (2, 'b')", []),
        ("FROM song_played", ["song_played"]),
        ("TABLE song_played", ["song_played"]),
        ("FROM song_played SELECT song WHERE level = 'paid'", ["song_played"]),
        ("SELECT * FROM Song_Played", ["song_played"]),
        ("SELECT * FROM \"SONG_PLAYED\"", ["song_played"]),
        ("SELECT * FROM \"order\"", ["order"]),
        ("SELECT 1 -- a comment; DROP TABLE x", []),
        ("/* FROM 'a.parquet' */ SELECT 1;", []),
        ("SELECT\u{00A0}1", []),
        ("SELECT 'été' AS \"größe\", '🎧'", []),
        ("SELECT 'FROM ''a.parquet''; read_csv(1)'", []),
        ("SELECT song, count(*), sum(length_s) FILTER (WHERE level = 'paid') FROM song_played GROUP BY ALL ORDER BY ALL LIMIT 5%", ["song_played"]),
        ("SELECT a.song FROM song_played a JOIN app_opened b USING (user_id) WHERE a._event_time > b._event_time", ["song_played", "app_opened"]),
        ("SELECT * FROM song_played ASOF JOIN app_opened USING (user_id, _event_time)", ["song_played", "app_opened"]),
        ("SELECT * FROM song_played POSITIONAL JOIN app_opened", ["song_played", "app_opened"]),
        ("SELECT * FROM song_played s, LATERAL (SELECT s.song AS x)", ["song_played"]),
        ("SELECT (SELECT max(b.x) FROM app_opened b WHERE b.user_id = a.user_id) FROM song_played a", ["song_played", "app_opened"]),
        ("SELECT 1 WHERE EXISTS (FROM song_played) AND 2 IN (SELECT 2 FROM app_opened)", ["song_played", "app_opened"]),
        ("WITH a AS (FROM song_played), b AS (FROM a) SELECT * FROM b", ["song_played"]),
        ("WITH song_played AS (SELECT 1 AS x) SELECT * FROM song_played", []),
        ("WITH app_opened AS (FROM app_opened) FROM app_opened", ["app_opened"]),
        ("WITH a AS (WITH b AS (FROM song_played) FROM b) FROM a", ["song_played"]),
        ("WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT * FROM t", []),
        ("SELECT 1 UNION ALL BY NAME SELECT 2 FROM song_played INTERSECT SELECT 3 ORDER BY 1", ["song_played"]),
        ("SELECT * FROM range(3) t(a), generate_series(1, 2), unnest([1, 2])", []),
        ("SELECT * EXCLUDE (song) REPLACE (level || 'x' AS level) RENAME (length_s AS s) FROM song_played", ["song_played"]),
        ("SELECT COLUMNS(c -> c LIKE 'a%') FROM song_played", ["song_played"]),
        ("SELECT COLUMNS('^len') FROM song_played", ["song_played"]),
        ("SELECT [x + 1 FOR x IN [1, 2] IF x > 1], list_transform([1], lambda y: y + 1), {'a': 1}.a, MAP {'k': 2}['k']", []),
        ("SELECT lag(song, 1, 'x' IGNORE NULLS) OVER w FROM song_played WINDOW w AS (PARTITION BY user_id ORDER BY _event_time ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) QUALIFY row_number() OVER w = 1", ["song_played"]),
        ("SELECT date_trunc('day', _event_time), extract(hour FROM _event_time), DATE '2018-11-03' + INTERVAL 1 DAY FROM song_played", ["song_played"]),
        ("SELECT CASE level WHEN 'paid' THEN 1 ELSE 0 END, level IN ('a', 'b'), song LIKE 'x%', song ~ 'a.b', coalesce(song, ''), song::VARCHAR COLLATE nocase, try_cast(song AS DECIMAL(9, 2)), x -> 'a', x ->> '$.b' FROM song_played", ["song_played"]),
        ("SELECT song FROM song_played GROUP BY ROLLUP (song, level), CUBE (level) HAVING count(*) > 1", ["song_played"]),
        ("SELECT * FROM song_played TABLESAMPLE 10%", ["song_played"]),
        ("SELECT DISTINCT ON (song) song FROM song_played ORDER BY song DESC NULLS LAST OFFSET 1", ["song_played"]),
        ("SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY length_s), string_agg(song, ',' ORDER BY song), count(DISTINCT user_id) FROM song_played", ["song_played"]),
        ("SELECT current_date, current_timestamp, now(), #1 FROM song_played", ["song_played"]),
    ] as [(String, [String])])
    func honest(_ sql: String, _ datasets: [String]) throws {
        #expect(try check(sql).datasets == Set(datasets))
    }

    @Test("which columns may be read is known by their names, and where it is not, it may be any", arguments: [
        ("SELECT song FROM song_played", ["song"]), ("SELECT 1", []), ("SELECT count(*) FROM song_played", []),
        ("SELECT p.Song AS s FROM song_played p WHERE length_s > 1 GROUP BY p.level", ["p", "song", "length_s", "level"]),
        ("SELECT song FROM song_played JOIN app_opened USING (User_id)", ["song", "user_id"]),
        ("WITH a AS (SELECT song FROM song_played) SELECT count(song) FROM a", ["song"]),
        ("SELECT sum(length_s) OVER (PARTITION BY user_id) FROM song_played ORDER BY level", ["length_s", "user_id", "level"]),
        ("SELECT (SELECT max(x) FROM app_opened) FROM song_played", ["x"]),
        ("FROM song_played", ["*"]), ("SELECT s.* FROM song_played s", ["*"]), ("SELECT COLUMNS('^len') FROM song_played", ["*"]),
        ("SELECT #1 FROM song_played", ["*"]), ("SELECT song FROM song_played NATURAL JOIN app_opened", ["*"]),
        ("SELECT a FROM song_played AS t(a)", ["*"]), ("SELECT t FROM song_played t", ["*"]),
        ("SELECT to_json(Song_played) FROM song_played", ["*"]),
    ] as [(String, Set<String>)])
    func columns(_ sql: String, _ columns: Set<String>) throws { #expect(try check(sql).columns == columns) }

    @Test("only one SELECT is allowed", arguments: [
        "", "  ;", "-- nothing", "SELECT 1; SELECT 2", "SELECT 1; DROP VIEW song_played", "FROM song_played; ATTACH 'x.db'",
        "INSERT INTO song_played VALUES (1)", "UPDATE song_played SET x = 1", "DELETE FROM song_played", "DROP VIEW song_played",
        "CREATE TABLE t AS SELECT 1", "CREATE MACRO f(x) AS x", "CREATE VIEW v AS SELECT 1", "ALTER VIEW song_played RENAME TO y",
        "COPY song_played TO 'out.csv'", "COPY (SELECT 1) TO '/tmp/x'", "EXPORT DATABASE '/tmp/x'", "IMPORT DATABASE '/tmp/x'",
        "ATTACH ':memory:' AS m", "DETACH memory", "USE memory", "SET threads = 64", "RESET threads", "SET VARIABLE x = 1",
        "PRAGMA version", "PRAGMA database_list", "CALL pragma_version()", "CHECKPOINT", "VACUUM", "ANALYZE", "LOAD httpfs",
        "INSTALL httpfs", "EXPLAIN SELECT 1", "EXPLAIN ANALYZE FROM song_played", "PREPARE p AS SELECT 1", "EXECUTE p",
        "BEGIN", "COMMIT", "CREATE SECRET (TYPE s3)", "SELECT 1 INTO x", "SELECT * FROM song_played FOR UPDATE",
        "WITH q AS (DELETE FROM song_played RETURNING *) FROM q", "SELEC 1", "SELECT 1 FROM", "SELECT (", "SELECT 'open",
        "SELECT 1 /* open", "SHOW TABLES", "SHOW ALL TABLES", "SHOW song_played", "DESCRIBE song_played", "DESCRIBE SELECT 1",
        "SUMMARIZE song_played", "FROM (DESCRIBE song_played)", "FROM (SHOW TABLES)", "FROM (SUMMARIZE song_played)",
        "PIVOT song_played ON level USING count(*)", "PIVOT song_played ON level IN ('a') USING count(*)",
        "UNPIVOT song_played ON a, b", "FROM song_played PIVOT (count(*) FOR level IN ('a'))",
        "FROM song_played UNPIVOT (a FOR b IN (c, d))",
        "SELECT 1\u{0}; DROP VIEW song_played", "SELECT DEFAULT", "SELECT sum(1) EXPORT_STATE",
    ])
    func onlySelect(_ sql: String) { expectRefusal(sql) }

    @Test("FROM may name datasets and nothing else", arguments: [
        "FROM unknown", "FROM 'a.parquet'", "FROM \"a.parquet\"", "FROM '/etc/passwd'", "FROM \"/etc/passwd\"", "FROM 's3://b/x.csv'",
        "FROM 'https://example.com/x.parquet'", "FROM '*.parquet'", "FROM main.song_played", "FROM memory.song_played",
        "FROM memory.main.song_played", "FROM \"main\".\"song_played\"", "FROM information_schema.tables", "FROM pg_catalog.pg_class",
        "FROM sqlite_master", "FROM sqlite_schema", "FROM duckdb_settings", "FROM duckdb_tables", "FROM duckdb_views",
        "FROM pragma_database_list", "FROM pg_tables", "FROM system.main.duckdb_tables", "FROM temp.song_played",
        "FROM \"main.song_played\"", "FROM \"song_played \"", "FROM song\u{200B}_played", "FROM ſong_played", "FROM sоng_played",
        "FROM _query", "FROM song_played AT (VERSION => 1)", "TABLE unknown", "TABLE 'a.parquet'",
        "SELECT 1 FROM song_played, 'a.csv'", "SELECT 1 FROM song_played JOIN \"a.csv\" ON true",
        "SELECT (SELECT 1 FROM 'a.csv')", "SELECT 1 WHERE EXISTS (FROM 'a.csv')", "SELECT 1 IN (FROM 'a.csv')", "SELECT ARRAY(FROM 'a.csv')",
        "SELECT 1 = ANY (FROM 'a.csv')", "SELECT 1 ORDER BY (FROM 'a.csv')", "SELECT 1 LIMIT (SELECT 1 FROM 'a.csv')",
        "SELECT 1 LIMIT 1 OFFSET (FROM 'a.csv')", "SELECT 1 GROUP BY (FROM 'a.csv')", "SELECT count(*) HAVING (FROM 'a.csv')",
        "SELECT 1 QUALIFY (FROM 'a.csv')", "SELECT sum(1) FILTER (WHERE (FROM 'a.csv'))", "SELECT list(1 ORDER BY (FROM 'a.csv'))",
        "SELECT sum(1) OVER (PARTITION BY (FROM 'a.csv'))", "SELECT sum(1) OVER (ORDER BY (FROM 'a.csv'))",
        "SELECT sum(1) OVER (ORDER BY 1 ROWS (SELECT 1 FROM 'a.csv') PRECEDING)", "SELECT lag(1, (FROM 'a.csv')) OVER ()",
        "SELECT CASE WHEN (FROM 'a.csv') THEN 1 END", "SELECT CASE WHEN true THEN 1 ELSE (FROM 'a.csv') END",
        "SELECT (FROM 'a.csv') BETWEEN 1 AND 2", "SELECT (FROM 'a.csv')::INT", "SELECT (FROM 'a.csv') COLLATE nocase",
        "SELECT [(FROM 'a.csv')]", "SELECT {'a': (FROM 'a.csv')}", "SELECT list_transform([1], lambda x: (FROM 'a.csv'))",
        "SELECT * REPLACE ((FROM 'a.csv') AS song) FROM song_played", "SELECT DISTINCT ON ((FROM 'a.csv')) 1",
        "SELECT 1 UNION FROM 'a.csv'", "(FROM 'a.csv') EXCEPT SELECT 1", "VALUES ((FROM 'a.csv'))", "FROM range((SELECT 1 FROM 'a.csv'))",
        "FROM song_played SEMI JOIN app_opened ON (FROM 'a.csv')", "FROM (FROM (FROM 'a.csv'))", "FROM song_played, LATERAL (FROM 'a.csv')",
        "WITH x AS (FROM 'a.csv') SELECT 1", "WITH x AS (WITH y AS (FROM 'a.csv') SELECT 1) SELECT 1",
        "WITH RECURSIVE t AS (SELECT 1 UNION ALL FROM 'a.csv') FROM t", "SELECT COLUMNS(c -> (FROM 'a.csv')) FROM song_played",
    ])
    func onlyDatasets(_ sql: String) { expectRefusal(sql) }

    @Test("a WITH name counts only where DuckDB sees it", arguments: [
        "WITH \"a.parquet\" AS (SELECT 1) FROM \"a.parquet\"",
        "WITH \"a.parquet\" AS (FROM \"a.parquet\") FROM \"a.parquet\"",
        "WITH x AS (FROM x) FROM x",
        "WITH a AS (FROM b), b AS (SELECT 1) FROM a",
        "WITH RECURSIVE x AS (FROM x) FROM x",
        "WITH RECURSIVE x AS (FROM x UNION ALL SELECT 1) FROM x",
        "SELECT (WITH x AS (SELECT 1) FROM x), (FROM x)",
        "FROM (WITH x AS (SELECT 1) FROM x), x",
        "WITH duckdb_settings AS (SELECT 1) FROM duckdb_settings",
        "WITH sqlite_master AS (FROM sqlite_master) FROM sqlite_master",
        "WITH RECURSIVE t(n, m) USING KEY (n) AS (SELECT 1, 2 UNION SELECT n + 1, m FROM recurring.t) SELECT * FROM t",
    ])
    func scopes(_ sql: String) { expectRefusal(sql) }

    @Test("a function that is not on the list is refused wherever it stands", arguments: [
        "read_csv('x')", "read_csv_auto('x')", "read_parquet('x')", "parquet_scan('x')", "parquet_metadata('x')", "parquet_schema('x')",
        "parquet_kv_metadata('x')", "parquet_file_metadata('x')", "parquet_bloom_probe('x', 'a', 1)", "read_json('x')", "read_json_auto('x')",
        "read_ndjson('x')", "read_text('x')", "read_blob('x')", "read_duckdb('x')", "glob('*')", "sniff_csv('x')", "query('SELECT 1')",
        "query_table('song_played')", "duckdb_settings()", "duckdb_secrets()", "duckdb_tables()", "duckdb_functions()", "duckdb_logs()",
        "pragma_table_info('song_played')", "pragma_version()", "which_secret('x', 's3')", "force_checkpoint()", "checkpoint()",
        "json_execute_serialized_sql('x')", "json_serialize_sql('SELECT 1')", "json_deserialize_sql('x')", "json_serialize_plan('SELECT 1')",
        "current_setting('threads')", "getvariable('x')", "getenv('HOME')", "nextval('s')", "currval('s')", "sleep_ms(1)", "pg_sleep(1)",
        "setseed(0.1)", "write_log('x')", "parse_duckdb_log_message('x', 'y')", "enable_logging()", "truncate_duckdb_logs()", "version()",
        "current_database()", "current_query()", "current_schemas(true)", "txid_current()", "current_connection_id()", "stats(1)",
        "in_search_path('a', 'b')", "add_parquet_key('k', 'v')", "sql_auto_complete('x')", "test_all_types()", "summary(1)", "seq_scan('x')",
        "arrow_scan(1, 2, 3)", "pg_get_viewdef(1)", "has_table_privilege('a', 'b')", "icu_calendar_names()", "repeat_row(1, 2)",
        "json_each('{}')", "READ_CSV('x')", "\"read_csv\"('x')", "main.read_csv('x')", "system.main.read_csv('x')",
        "memory.main.lower('x')", "made_up('x')", "create_sort_key(1, 'asc')", "__internal_compress_string_utinyint('x')",
    ])
    func functions(_ call: String) {
        for sql in [
            "SELECT \(call)", "FROM \(call)", "FROM song_played, LATERAL \(call)", "SELECT 1 WHERE \(call)", "SELECT lower(\(call))",
            "SELECT list_transform([1], lambda x: \(call))", "SELECT \(call) OVER ()", "WITH x AS (SELECT \(call)) SELECT 1",
            "SELECT [\(call) FOR x IN [1]]", "SELECT 1 ORDER BY \(call)", "VALUES (\(call))", "FROM range(\(call))",
        ] { expectRefusal(sql) }
    }

    @Test("a function in FROM must be one of three", arguments: ["lower('x')", "repeat('x', 3)", "subject('53')", "count()", "histogram('a', 'b')"])
    func tableFunctions(_ call: String) { expectRefusal("FROM \(call)") }

    @Test("subject takes one text literal", arguments: [
        "subject()", "subject('a', 'b')", "subject(53)", "subject(NULL)", "subject(song)", "subject('a' || 'b')", "subject(lower('A'))",
        "subject((SELECT 'a'))", "subject(['a'])", "subject('a'::VARCHAR)", "subject(DISTINCT 'a')", "subject('a') OVER ()",
        "subject('a' ORDER BY 1)", "subject('a') FILTER (WHERE true)", "subject(x := 'a')", "other.subject('a')",
    ])
    func misusedSubject(_ call: String) { expectRefusal("SELECT \(call) FROM song_played") }

    @Test("subjects are found wherever they stand")
    func subjects() throws {
        let query = try check("""
            WITH a AS (SELECT Subject('1') AS p) SELECT * FROM song_played, a
            WHERE user_id = subject('53') OR user_id IN (SELECT "subject"('it''s')) ORDER BY subject('53')
            """)
        #expect(query.subjects == ["1", "53", "it's"])
        #expect(try check("SELECT 'subject(''53'')'").subjects == [])
    }

    @Test("a refusal of an unknown dataset names the nearest one, and one of a syntax error its place")
    func hints() throws {
        #expect(message("FROM song_plaeyd")?.contains("song_played") == true)
        #expect(message("SELECT\n  1 +* FROM")?.contains("line 2") == true)
        #expect(message("SELECT lowr('a')")?.contains("lower") == true)
    }

    @Test("size and depth are limited, and nothing crashes", arguments: [
        ("", "(", 100_000, ""), ("SELECT ", "(SELECT ", 5000, "1"), ("SELECT ", "[", 5000, "1"), ("SELECT ", "1+", 20_000, "1"),
        ("SELECT ", "NOT ", 20_000, "true"), ("SELECT ", "abs(", 10_000, "1"), ("", "WITH a AS (", 3000, "SELECT 1"),
        ("FROM song_played", " CROSS JOIN song_played", 4000, ""), ("SELECT 1", "::INT", 10_000, ""),
        ("SELECT 1::INT", "[]", 10_000, ""), ("SELECT ", "1,", 70_000, "1"), ("SELECT 1e999", "", 0, ""),
    ] as [(String, String, Int, String)])
    func limits(_ start: String, _ piece: String, _ count: Int, _ end: String) {
        let close = piece.hasSuffix("(") || piece.hasPrefix("(") ? ")" : piece == "[" ? "]" : ""
        expectRefusal(start + String(repeating: piece, count: count) + end + String(repeating: close, count: count))
    }

    @Test("SQL that DuckDB would plan for ages is refused first: planning cannot be interrupted")
    func effort() {
        func nested(_ open: String, _ count: Int, _ inner: String, _ close: String) -> String {
            "SELECT " + String(repeating: open, count: count) + inner + String(repeating: close, count: count)
        }
        expectRefusal(nested("(SELECT ", 40, "1", ")"))
        expectRefusal(nested("EXISTS (SELECT ", 40, "1", ")"))
        expectRefusal(nested("fmod(", 20, "1", ", 2)"))
        expectRefusal(nested("nullif(", 20, "1", ", 2)"))
        expectRefusal(nested("", 0, "x" + String(repeating: " -> 'a'", count: 30), ""))
        expectRefusal(nested("list_transform([1], lambda x: ", 30, "1", ")"))
        expectRefusal("SELECT 1 AS a0" + (0..<30).map { ", a\($0) + a\($0) AS a\($0 + 1)" }.joined())
        expectRefusal("SELECT 1 FROM song_played" + String(repeating: " JOIN song_played USING (user_id)", count: 60))
    }

    @Test("nesting as people write it is fine", arguments: [
        "SELECT (SELECT (SELECT (SELECT (SELECT (SELECT 1)))))", "SELECT x -> 'a' -> 'b' -> 'c' ->> 'd' FROM song_played",
        "SELECT nullif(split_part(array_to_string(list_reverse(['a']), ','), ',', 1), '')",
        "SELECT 1 AS a, a + 1 AS b, a + b AS c, c * c AS d, d + a + b AS e WHERE e > 1",
    ])
    func ordinaryNesting(_ sql: String) throws { _ = try check(sql) }

    @Test("a long list of ids is still fine")
    func longList() throws {
        let ids = (0..<3000).map { "'user-\($0)'" }.joined(separator: ", ")
        #expect(try check("SELECT count(*) FROM song_played WHERE user_id IN (\(ids))").datasets == ["song_played"])
    }

    @Test("reading SQL from many threads at once gives everybody their own answer")
    func concurrent() async {
        await withTaskGroup(of: Bool.self) { group in
            for index in 0..<64 {
                group.addTask {
                    let name = Self.datasets[index % 4]
                    return (try? Self.parser.check("FROM \"\(name)\"", datasets: Self.datasets))?.datasets == [name]
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }

    private func message(_ sql: String) -> String? {
        do {
            _ = try check(sql)
            return nil
        } catch { return (error as? BasinError)?.message }
    }

    private func expectRefusal(_ sql: String) {
        do {
            _ = try check(sql)
            Issue.record("passed: \(sql.prefix(200))")
        } catch let error as BasinError {
            #expect(error.code == .query, "\(sql.prefix(200)): \(error)")
        } catch { Issue.record("\(sql.prefix(200)): \(error)") }
    }
}
