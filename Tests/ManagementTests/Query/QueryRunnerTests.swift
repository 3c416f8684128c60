import BasinCore
import BasinEngines
import BasinManagement
import Foundation
import Testing

@Suite("Checked SQL runs in a sandbox")
final class QueryRunnerTests {
    private static let parser = QueryParser()
    private let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "basin-query-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private static let structure = FieldType.structure([
        Field(name: "model", type: .string, classification: .none), Field(name: "width", type: .int64, classification: .none),
    ])
    private static let columns = [
        QueryColumn(name: "user_id", type: .string, id: 1), QueryColumn(name: "title", type: .string, id: 2),
        QueryColumn(name: "plays", type: .int64, id: 3), QueryColumn(name: "first_name", type: .string, id: 4, isSealed: true),
        QueryColumn(name: "device", type: structure, id: 5), QueryColumn(name: "tags", type: .list(element: .string, elementID: 7), id: 6),
        QueryColumn(name: "heard", type: .timestamp, id: 8),
    ]

    /// Two files: in the old one the title was called song, plays were narrow, and tags, heard and the device's width were not there.
    private func table(_ name: String = "song_played") throws -> QueryTable {
        let connection = try DuckDB().connect()
        try connection.execute("SET TimeZone = 'UTC'")
        try connection.execute("""
            COPY (SELECT 'p1' AS user_id, 'Help!' AS song, 7::INTEGER AS plays, 'sealed bytes'::BLOB AS first_name,
                {'model': 'x'} AS device, 'gone' AS removed)
            TO '\(folder)/\(name)-1.parquet' (FORMAT parquet, FIELD_IDS {user_id: 1, song: 2, plays: 3, first_name: 4,
                device: {__duckdb_field_id: 5, model: 9}, removed: 10})
            """)
        try connection.execute("""
            COPY (SELECT 'p2' AS user_id, 'Yesterday, "live"' AS title, 9000000000 AS plays, NULL::BLOB AS first_name,
                {'model': 'y', 'width': 3000000000} AS device, ['a', NULL, 'b"c'] AS tags, TIMESTAMPTZ '2018-11-03 14:00:00.5+00' AS heard)
            TO '\(folder)/\(name)-2.parquet' (FORMAT parquet, FIELD_IDS {user_id: 1, title: 2, plays: 3, first_name: 4,
                device: {__duckdb_field_id: 5, model: 9, width: 11}, tags: {__duckdb_field_id: 6, element: 7}, heard: 8})
            """)
        return QueryTable(name: name, columns: Self.columns, files: ["\(folder)/\(name)-1.parquet", "\(folder)/\(name)-2.parquet"])
    }

    private func run(
        _ sql: String, _ tables: [QueryTable] = [], format: QueryFormat = .csv, rows: Int? = nil,
        limits: QueryLimits = QueryLimits(), pseudonyms: [String: String] = [:]
    ) throws -> String {
        var bytes: [UInt8] = []
        let query = try Self.parser.check(sql, datasets: tables.map(\.name))
        _ = try QueryRunner(directory: folder, limits: limits).run(
            query, tables: tables, pseudonym: { pseudonyms[$0] }, format: format, rows: rows, emit: { bytes += $0 })
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("renamed, widened and added columns come out right from old files, by field id")
    func evolution() throws {
        let json = try run("SELECT * EXCLUDE (first_name) FROM song_played ORDER BY plays", [try table()], format: .json)
        #expect(json == """
            [
            {"user_id":"p1","title":"Help!","plays":7,"device":{"model":"x","width":null},"tags":null,"heard":null},
            {"user_id":"p2","title":"Yesterday, \\"live\\"","plays":9000000000,"device":{"model":"y","width":3000000000},"tags":["a",null,"b\\"c"],"heard":"2018-11-03T14:00:00.500000Z"}
            ]

            """)
    }

    @Test("a sealed value is masked, null stays null, and no trick finds the bytes", arguments: [
        "SELECT first_name FROM song_played ORDER BY plays", "SELECT s.first_name FROM song_played s ORDER BY s.plays",
        "SELECT COLUMNS('first.*') FROM song_played ORDER BY plays", "SELECT min(first_name) AS first_name FROM song_played GROUP BY plays ORDER BY plays",
        "WITH x AS (FROM song_played) SELECT first_name::VARCHAR AS first_name FROM x ORDER BY plays",
        "SELECT song_played.first_name FROM song_played ORDER BY plays",
    ])
    func masked(_ sql: String) throws { #expect(try run(sql, [try table()]) == "first_name\r\n[masked]\r\n\r\n") }

    @Test("what a view leaves out cannot be named", arguments: [
        "SELECT removed FROM song_played", "SELECT filename FROM song_played", "SELECT file_row_number FROM song_played",
        "SELECT rowid FROM song_played", "SELECT file_index FROM song_played",
    ])
    func hidden(_ sql: String) throws {
        let table = try table()
        let error = #expect(throws: BasinError.self) { try self.run(sql, [table]) }
        #expect(error?.code == .query)
    }

    @Test("a dataset without files is empty and typed")
    func empty() throws {
        let table = QueryTable(name: "song_played", columns: Self.columns, files: [])
        #expect(try run("SELECT count(*) AS n, sum(plays) AS s, max(heard) AS t FROM song_played", [table]) == "n,s,t\r\n0,,\r\n")
        #expect(try run("FROM song_played", [table]) == "user_id,title,plays,first_name,device,tags,heard\r\n")
        #expect(try run("FROM song_played", [table], format: .json) == "[\n]\n")
    }

    @Test("subject becomes the pseudonym; an unknown one finds nobody")
    func subjects() throws {
        let table = try table(), known = ["53": "p1", "it's": "p'2"]
        #expect(try run("SELECT title FROM song_played WHERE user_id = subject('53')", [table], pseudonyms: known) == "title\r\nHelp!\r\n")
        #expect(try run("SELECT title FROM song_played WHERE user_id = subject('54')", [table], pseudonyms: known) == "title\r\n")
        #expect(try run("SELECT subject('it''s') AS a, subject('no') AS b, subject('53') AS c", pseudonyms: known) == "a,b,c\r\np'2,,p1\r\n")
        #expect(try run("SELECT subject('no') AS a", pseudonyms: known) == "a\r\n\r\n")
    }

    @Test("CSV follows RFC 4180 and leaves values as they are")
    func commaSeparated() throws {
        let text = try run("""
            SELECT 1 AS a, 'x,y' AS "b ""q", '' AS c, NULL AS d, E'l1\\nl2' AS e, '=1+1' AS f, true AS g, 1.50::DECIMAL(5, 2) AS h,
                '\\xAA'::BLOB AS i, TIMESTAMPTZ '2018-11-03 14:00:00+02' AS j, DATE '2018-11-03' AS k, [1, 2] AS l, 'nan'::DOUBLE AS m
            """)
        let header = "a,\"b \"\"q\",c,d,e,f,g,h,i,j,k,l,m\r\n"
        let row = "1,\"x,y\",\"\",,\"l1\nl2\",=1+1,true,1.50,qg==,2018-11-03T12:00:00Z,2018-11-03,\"[1,2]\",nan\r\n"
        #expect(text == header + row)
    }

    @Test("JSON is always valid, whatever the types")
    func jsonTypes() throws {
        let text = try run("""
            SELECT 1 AS a, 'é"\\' AS "k""\\", 170141183460469231731687303715884105727 AS big, 'nan'::DOUBLE AS nan, '-inf'::FLOAT AS inf,
                12345678901234567.10::DECIMAL(20, 2) AS dec, '\\xAA'::BLOB AS blob, TIMESTAMPTZ '2018-11-03 14:00:00.25+00' AS moment,
                TIMESTAMP '2018-11-03 14:00:00' AS naive, 'infinity'::TIMESTAMPTZ AS never, DATE '2018-11-03' AS day, INTERVAL 3 DAY AS span,
                MAP {'k': ['nan'::DOUBLE, 1e16], 'l': NULL} AS map, {'t': [TIMESTAMPTZ '2018-11-03 14:00:00+00'], 'b': '\\xAA'::BLOB, 'e': {'x': 1.10::DECIMAL(3, 2)}} AS deep,
                []::INT[] AS none, NULL::STRUCT(a INT) AS nothing, [[1], [], NULL] AS lists, [1, 2]::INT[2] AS fixed, '{"a": NaN}' AS text,
                to_json({'n': 'nan'::DOUBLE}) AS j, 1 = 1 AS yes, TIME '10:00:00' AS time, chr(1) AS control, 1 AS a
            """, format: .json)
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        let row = try #require(rows.first)
        #expect(row["k\"\\"] as? String == "é\"\\")
        #expect(row["nan"] is NSNull && row["inf"] is NSNull && row["nothing"] is NSNull)
        #expect(text.contains("\"big\":170141183460469231731687303715884105727,") && text.contains("\"dec\":12345678901234567.10,"))
        #expect(row["blob"] as? String == "qg==" && row["moment"] as? String == "2018-11-03T14:00:00.250000Z")
        #expect(row["naive"] as? String == "2018-11-03T14:00:00" && row["never"] as? String == "infinity")
        #expect(text.contains(#""map":{"k":[null,1e+16],"l":null}"#) && text.contains(#""none":[],"nothing":null,"lists":[[1],[],null]"#))
        #expect(text.contains(#""deep":{"t":["2018-11-03T14:00:00Z"],"b":"qg==","e":{"x":1.10}}"#))
    }

    @Test("many rows come in pieces and in order, and a limit is kept")
    func pieces() throws {
        let query = try Self.parser.check("SELECT range AS n FROM range(200000) ORDER BY n DESC", datasets: [])
        var pieces = 0, bytes: [UInt8] = []
        let summary = try QueryRunner(directory: folder).run(query, tables: [], pseudonym: { _ in nil }, format: .csv) {
            pieces += 1
            bytes += $0
        }
        #expect(summary.rows == 200_000 && summary.columns == ["n"] && pieces > 5)
        #expect(String(decoding: bytes.prefix(11), as: UTF8.self) == "n\r\n199999\r\n")
        #expect(try run("SELECT range AS n FROM range(10) ORDER BY n DESC", rows: 2) == "n\r\n9\r\n8\r\n")
        #expect(try run("SELECT 1 AS n", rows: 0) == "n\r\n")
        #expect(try run("FROM range(10) LIMIT 3", limits: QueryLimits(rows: 2)) == "range\r\n0\r\n1\r\n")
    }

    @Test("a Parquet result is whole, and its file is gone afterwards")
    func parquetFile() throws {
        let table = try table()
        var bytes: [UInt8] = []
        let query = try Self.parser.check("SELECT user_id, first_name, tags FROM song_played; -- all", datasets: ["song_played"])
        let summary = try QueryRunner(directory: folder).run(query, tables: [table], pseudonym: { _ in nil }, format: .parquet) {
            #expect((try? FileManager.default.contentsOfDirectory(atPath: self.folder))?.count == 2)
            bytes += $0
        }
        #expect(summary.rows == 2 && bytes.starts(with: Array("PAR1".utf8)))
        let path = folder + "/copy.parquet"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let result = try DuckDB().connect().query("SELECT count(*) FROM '\(path)' WHERE first_name = '[masked]' OR tags[1] = 'a'")
        #expect(try result.integer() == 2)
        #expect(throws: BasinError.self) { try self.run("SELECT error('x') FROM song_played", [table], format: .parquet) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("query-") }.isEmpty)
    }

    static let endless = "SELECT count(*) FROM range(1000000000) a, range(1000000000) b WHERE hash(a.range, b.range) = 1"

    @Test("a query that takes too long is stopped", arguments: QueryFormat.allCases)
    func timeLimit(_ format: QueryFormat) {
        for sql in [Self.endless, "SELECT a.range FROM range(1000000000) a, range(100000) b"] {
            let start = ContinuousClock.now
            let error = #expect(throws: BasinError.self) {
                try self.run(sql, format: format, limits: QueryLimits(time: .milliseconds(150)))
            }
            #expect(error?.code == .query && error?.message.contains("longer") == true)
            #expect(ContinuousClock.now - start < .seconds(20))
        }
    }

    @Test("a query is cancelled from another thread, before or while it runs")
    func cancel() async throws {
        for isEarly in [true, false] {
            let cancellation = QueryCancellation(), folder = folder
            if isEarly { cancellation.cancel() }
            let query = try Self.parser.check(Self.endless, datasets: [])
            async let outcome: BasinError? = BlockingThreads.shared.run {
                do {
                    _ = try QueryRunner(directory: folder).run(
                        query, tables: [], pseudonym: { _ in nil }, format: .json, cancellation: cancellation, emit: { _ in })
                    return nil
                } catch let error as BasinError { return error }
            }
            if !isEarly { cancellation.cancel() }
            #expect(try await outcome?.message.contains("cancelled") == true)
        }
    }

    @Test("too much memory is an error, not a crash")
    func memory() {
        let error = #expect(throws: BasinError.self) {
            try self.run("SELECT list(range || 'abcdefghijklmnopqrstuvwxyz') FROM range(50000000)", limits: QueryLimits(memoryBytes: 100_000_000))
        }
        #expect(error?.code == .query)
    }

    @Test("what the taker throws comes out, and stops the query")
    func taker() throws {
        let query = try Self.parser.check("FROM range(100000000000)", datasets: [])
        let error = #expect(throws: BasinError.self) {
            try QueryRunner(directory: self.folder).run(query, tables: [], pseudonym: { _ in nil }, format: .csv) { _ in
                throw BasinError(.unavailable, "The client has gone.")
            }
        }
        #expect(error?.code == .unavailable)
    }

    @Test("a failure says what is wrong and quotes neither the SQL nor a path")
    func failures() throws {
        let table = try table()
        func message(_ sql: String, _ table: QueryTable) -> String {
            do { return try run(sql, [table], pseudonyms: [:]) } catch { return "\(error)" }
        }
        let text = message("SELECT titel FROM song_played WHERE user_id = subject('53-secret')", table)
        #expect(text.contains("titel") && text.contains("title") && !text.contains("53-secret"))
        var broken = table
        broken.files.append(folder + "/not-there.parquet")
        #expect(!message("FROM song_played", broken).contains(folder))
        try Data("not parquet".utf8).write(to: URL(fileURLWithPath: folder + "/broken.parquet"))
        broken.files[2] = folder + "/broken.parquet"
        #expect(!message("FROM song_played", broken).contains(folder))
    }

    @Test("deep but allowed SQL runs on an ordinary thread's stack")
    func deep() async throws {
        let runner = QueryRunner(directory: folder)
        for sql in ["SELECT " + String(repeating: "1+", count: 90) + "1", "SELECT 1" + String(repeating: " UNION ALL SELECT 1", count: 400),
            "SELECT " + String(repeating: "(SELECT ", count: 12) + "1" + String(repeating: ")", count: 12),
            "FROM " + String(repeating: "(FROM ", count: 60) + "range(1)" + String(repeating: ")", count: 60)] {
            let query = try Self.parser.check(sql, datasets: [])
            let rows = try await BlockingThreads.shared.run {
                try runner.run(query, tables: [], pseudonym: { _ in nil }, format: .csv, emit: { _ in }).rows
            }
            #expect(rows >= 1)
        }
    }
}
