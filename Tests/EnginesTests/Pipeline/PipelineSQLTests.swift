import BasinCore
import BasinEngines
import Testing

@Suite("A pipeline's SQL is read before anything is made of it")
struct PipelineSQLTests {
    private func problem(_ sql: String, own: String? = nil) -> SQLProblem? {
        do {
            _ = try PipelineWorld.analyse(sql, own: own)
            Issue.record("passed: \(sql)")
            return nil
        } catch let problem as SQLProblem { return problem } catch {
            Issue.record("\(sql): \(error)")
            return nil
        }
    }

    @Test(
        "a refusal says what is wrong, what to do and where",
        arguments: [
            ("SELECT titel FROM plays", "titel", 1, 8), ("SELECT song,\n  year\nFROM plays", "year", 2, 3),
            ("SELECT p.sing\nFROM plays p", "song", 1, 8), ("SELECT song FROM plais", "plays", 1, 18),
            ("SELECT song\nFROM plays\nWHERE sond = 'a'", "song", 3, 7), ("SELEC song", "SELEC", 1, 1),
            ("SELECT song FROM plays WHERE", "cannot be read", nil, nil),
            ("SELECT now() AS t", "$partition_start", 1, 8), ("SELECT lowr(song) AS s FROM plays", "lower", 1, 8),
            ("SELECT song,\n  count(*) AS n\nFROM plays", "GROUP BY", 1, 8),
            ("SELECT $partition_start AS a, sond FROM plays", "song", 1, 31),
            ("SELECT song + 1 AS s\nFROM plays JOIN songs USING (song)\nWHERE year > 'x'::DATE", "", nil, nil),
        ] as [(String, String, Int?, Int?)])
    func places(_ sql: String, _ word: String, _ line: Int?, _ column: Int?) throws {
        let problem = try #require(self.problem(sql))
        #expect(problem.message.contains(word) || word.isEmpty, "\(problem)")
        if let line, let column {
            #expect(problem.place == SQLProblem.Place(line: line, column: column), "\(sql): \(problem)")
        }
    }

    @Test(
        "only one SELECT over known datasets makes a dataset",
        arguments: [
            "", "SELECT 1 AS a; SELECT 2 AS a", "DROP TABLE plays", "INSERT INTO plays VALUES (1)",
            "CREATE TABLE x AS FROM plays",
            "COPY plays TO 'x'", "FROM 'a.parquet'", "SELECT * FROM read_parquet('x')", "FROM main.plays",
            "DESCRIBE plays",
            "PIVOT plays ON song USING count(*)", "UNPIVOT songs ON song, artist", "SELECT ? AS a", "SELECT $1 AS a",
            "SELECT $other AS a",
            "SELECT $PARTITION_START AS a", "SELECT subject('53') AS s", "SELECT getenv('HOME') AS h",
            "SELECT rowid AS r FROM plays",
            "WITH RECURSIVE t(n, m) USING KEY (n) AS (SELECT 1, 2 UNION SELECT n + 1, m FROM t WHERE n < 3) SELECT "
                + "n, m FROM t",
            "SELECT 'a' AS \"x\u{0}\"", "WITH plays AS (FROM plays) SELECT _missing FROM plays",
        ])
    func refused(_ sql: String) { _ = problem(sql) }

    @Test(
        "a name that only looks like a parameter never makes the analysis read other SQL than what runs",
        arguments: [
            "SELECT $$partition_start$$ AS a", "SELECT $partition_start$ x $partition_start$ AS a",
            "SELECT song AS x$partition_start FROM plays", "SELECT $x$ $x$partition_start FROM plays",
            "SELECT 1 AS a, $$partition_end, illness AS b FROM people --$$ AS c",
            "SELECT \"$partition_start\" AS a FROM plays", "SELECT $partition_start_ AS a", "SELECT é$partition_end AS a FROM plays",
        ])
    func likeParameters(_ sql: String) { _ = problem(sql) }

    @Test(
        "SCH-11: what could be another value when it runs again is refused",
        arguments: [
            "SELECT now() AS t", "SELECT current_timestamp AS t", "SELECT current_date AS t",
            "SELECT localtimestamp AS t", "SELECT today() AS t",
            "SELECT get_current_timestamp() AS t", "SELECT random() AS r", "SELECT uuid() AS u", "SELECT uuidv7() AS u",
            "SELECT gen_random_uuid() AS u",
            "SELECT age(_event_time) AS a FROM plays", "SELECT ago(INTERVAL 1 DAY) AS a",
            "SELECT song FROM plays WHERE _event_time > now()",
            "SELECT song FROM plays ORDER BY random()",
            "SELECT list_transform(tags, lambda x: x || random()) AS t FROM plays",
            "SELECT song FROM plays TABLESAMPLE 10%", "SELECT song FROM plays USING SAMPLE 3",
            "SELECT song FROM plays LIMIT 3",
            "SELECT (SELECT song FROM songs LIMIT 1) AS s", "SELECT song FROM plays OFFSET 1",
            "SELECT DISTINCT ON (song) song, seconds FROM plays",
            "SELECT row_number() OVER () AS n FROM plays",
            "SELECT lag(song) OVER (PARTITION BY user_id) AS l FROM plays",
            "SELECT reservoir_quantile(seconds, 0.5) AS q FROM plays",
            "SELECT plays.song FROM plays POSITIONAL JOIN people",
            "SELECT n FROM generate_series(now(), now() + INTERVAL 1 DAY, INTERVAL 1 HOUR) t(n)",
        ])
    func unrepeatable(_ sql: String) { _ = problem(sql) }

    @Test(
        "a column must have a name that a dataset may have",
        arguments: [
            "SELECT count(*) FROM plays", "SELECT song AS Song FROM plays", "SELECT song AS \"a b\" FROM plays",
            "SELECT song AS \"größe\" FROM plays",
            "SELECT _event_time FROM plays", "SELECT * FROM plays", "SELECT song, song FROM plays",
            "SELECT song, artist AS song FROM songs",
            "SELECT p.*, s.* FROM songs p, songs s", "SELECT 1 AS \"\"",
            "SELECT 1 AS \(String(repeating: "a", count: 64))",
        ])
    func names(_ sql: String) { _ = problem(sql) }

    @Test(
        "a column takes the type that it is stored as",
        arguments: [
            ("true", .bool), ("1::TINYINT", .int32), ("1", .int32), ("1::USMALLINT", .int32), ("1::UINTEGER", .int64),
            ("1::BIGINT", .int64),
            ("sum(seconds)", .int64), ("count(*)", .int64), ("sum(price)", .decimal(precision: 38, scale: 2)),
            ("avg(seconds)", .double),
            ("1.5::FLOAT", .float), ("1.25", .decimal(precision: 3, scale: 2)), ("'a'", .string),
            ("DATE '2018-11-03'", .date),
            ("max(_event_time)", .timestamp), ("max(_event_time)::TIMESTAMP", .timestamp),
            ("date_trunc('day', max(_event_time))", .timestamp),
            ("'6ba7b810-9dad-11d1-80b4-00c04fd430c8'::UUID", .uuid), ("to_json(1)", .json),
            ("max(first_name)", .binary), ("$partition_end", .timestamp),
            ("list(sum(seconds)) OVER ()", .list(element: .int64, elementID: 0)),
            ("[1, 2]::INTEGER[2]", .list(element: .int32, elementID: 0)),
            ("{'a': 1}", .structure([Field(name: "a", type: .int32, isRequired: false, classification: .none)])),
        ] as [(String, FieldType)])
    func types(_ expression: String, _ type: FieldType) throws {
        #expect(try PipelineWorld.analyse("SELECT \(expression) AS x FROM plays").columns.map(\.type) == [type])
    }

    @Test(
        "a type that cannot be stored is refused with what to do",
        arguments: [
            ("hash(1)", "BIGINT"), ("1::UHUGEINT", "BIGINT"), ("TIME '10:00'", "epoch"), ("INTERVAL 1 DAY", "epoch"),
            ("MAP {'a': 1}", "map_entries"), ("'a'::ENUM('a')", "VARCHAR"), ("'101'::BIT", "VARCHAR"),
            ("{'A b': 1}", "fields"),
            ("list(first_name)", "sealed"), ("{'a': max(first_name)}", "sealed"),
            ("make_timestamp_ns(1)", "TIMESTAMPTZ"),
        ])
    func unstorable(_ expression: String, _ remedy: String) {
        #expect(problem("SELECT \(expression) AS x FROM plays")?.message.contains(remedy) == true)
    }

    @Test(
        "what is run gives exactly these types, wherever the SQL ends",
        arguments: [
            "SELECT sum(seconds) AS s, 'x' AS x FROM plays", "SELECT sum(seconds) AS s, 'x' AS x FROM plays;",
            "SELECT sum(seconds) AS s, 'x' AS x FROM plays -- all; of them",
            "SELECT sum(seconds) AS s, 'x' AS x FROM plays; -- all; of them\n",
            "SELECT sum(seconds) AS s, ';' AS x FROM plays ; ;\n/* ; */",
            "WITH a AS (FROM plays) SELECT sum(seconds) AS s, $$;$$ AS x FROM a;",
        ])
    func storedSelect(_ sql: String) throws {
        let analysis = try PipelineWorld.analyse(sql), connection = try DuckDB().connect()
        for table in PipelineWorld.tables.values { try RandomTable(table, seed: 1).fill(connection) }
        #expect(
            try connection.query(
                "SELECT count(*) FROM (\(analysis.storedSelect)) WHERE typeof(s) = 'BIGINT' AND typeof(x) = 'VARCHAR'"
            ).integer() == 1)
    }

    @Test("partition bounds are bound by name")
    func bounds() throws {
        let analysis = try PipelineWorld.analyse(
            "SELECT $partition_start AS a, $partition_end > $partition_start AS b, '$partition_start' AS c")
        #expect(analysis.parameters == ["partition_start", "partition_end"])
        let result = try DuckDB().connect().query(
            "SELECT count(*) FROM (\(analysis.storedSelect)) WHERE b AND a = TIMESTAMPTZ '1970-01-01 00:00:01+00' "
                + "AND c = '$' || 'partition_start'",
            named: [
                "partition_start": .timestamp(Timestamp(microseconds: 1_000_000)),
                "partition_end": .timestamp(Timestamp(microseconds: 2_000_000)),
                "other": .int(1),
            ])
        #expect(try result.integer() == 1)
    }

    @Test(
        "a dataset that reads its previous partition finds its own columns",
        arguments: [
            (
                "SELECT user_id, sum(n) AS n FROM (SELECT user_id, n FROM made UNION ALL SELECT user_id, 1 FROM "
                    + "plays) GROUP BY user_id",
                ["user_id = made.user_id plays.user_id", "n = ~made.n ?made.user_id ?plays.user_id"], [.string, .int64]
            ),
            (
                "SELECT coalesce(p.total, 0) + (SELECT count(*) FROM plays) AS total FROM (SELECT 1 AS x) LEFT JOIN "
                    + "made p ON true",
                ["total = ~made.total"], [.int64]
            ),
            (
                "SELECT first_name, user_id FROM plays UNION ALL SELECT first_name, user_id FROM made WHERE "
                    + "_partition_time < $partition_start",
                [
                    "first_name = made.first_name plays.first_name ?made._partition_time",
                    "user_id = made.user_id plays.user_id ?made._partition_time",
                ],
                [.binary, .string]
            ),
        ] as [(String, [String], [FieldType])])
    func own(_ sql: String, _ lineage: [String], _ types: [FieldType]) throws {
        #expect(try PipelineWorld.lineage(sql, own: "made") == lineage)
        let analysis = try PipelineWorld.analyse(sql, own: "made")
        #expect(analysis.columns.map(\.type) == types && analysis.datasets == ["made", "plays"])
    }

    @Test(
        "a dataset that makes its columns of nothing but itself is refused",
        arguments: [
            "SELECT x FROM made", "SELECT p.y AS x FROM made p, plays", "SELECT titel AS x FROM plays, made",
        ])
    func ownOnly(_ sql: String) { _ = problem(sql, own: "made") }

    @Test("deep and long SQL is analysed or refused on an ordinary thread's stack, and crashes nothing")
    func deep() async throws {
        let deep = [
            "SELECT \(String(repeating: "1+", count: 90))1 AS x",
            "SELECT 1 AS x" + String(repeating: " UNION ALL SELECT 1", count: 400),
            "SELECT \(String(repeating: "(SELECT ", count: 12))1\(String(repeating: ")", count: 12)) AS x",
            "SELECT \(String(repeating: "upper(", count: 200))song\(String(repeating: ")", count: 200)) AS x FROM plays",
            "SELECT song FROM \(String(repeating: "(FROM ", count: 60))plays\(String(repeating: ")", count: 60))",
            "SELECT song FROM plays WHERE song IN (\((0..<3000).map { "'\($0)'" }.joined(separator: ", ")))",
            "SELECT \((0..<900).map { "seconds + \($0) AS c\($0)" }.joined(separator: ", ")) FROM plays",
            "WITH a AS (SELECT song FROM plays)"
                + (0..<60).map { ", a\($0) AS (SELECT song FROM \($0 == 0 ? "a" : "a\($0 - 1)"))" }.joined() + " SELECT song FROM a59",
        ]
        for sql in deep {
            let isUnderstood = try await BlockingThreads.shared.run { () throws -> Bool in
                do { return try !PipelineWorld.analyse(sql).columns.isEmpty } catch is SQLProblem { return false }
            }
            #expect(isUnderstood || sql.contains("UNION") || sql.contains("upper"), "\(sql.prefix(80))")
        }
    }

    @Test("many threads may ask at once, and one's mistake is not another's")
    func concurrent() async {
        await withTaskGroup(of: Bool.self) { group in
            for index in 0..<32 {
                group.addTask {
                    let sql = index % 3 == 0 ? "SELECT nothing FROM plays" : "SELECT song AS s\(index) FROM plays"
                    return (try? PipelineWorld.analyse(sql))?.columns.map(\.name)
                        == (index % 3 == 0 ? nil : ["s\(index)"])
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }
}
