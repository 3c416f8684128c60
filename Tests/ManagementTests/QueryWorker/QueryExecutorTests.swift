import BasinCore
import BasinEngines
import BasinManagement
import Foundation
import Testing
import WorkerProbe

/// What holds wherever people's SQL runs.
@Suite("Queries give the same in this process and in a worker", .timeLimit(.minutes(2)))
final class QueryExecutorTests {
    private let probe: QueryProbe
    private let pool = QueryWorkerPool(launch: { QueryProbe.start() })
    private let own = InProcessQueries(form: .lines)

    init() throws { probe = try QueryProbe() }

    deinit { pool.stop() }

    private static let outputs: [QueryOutput] =
        QueryFormat.allCases.filter { $0 != .parquet }.map { .file($0, rows: nil) } + [.rows, .shape(types: [:]), .file(.json, rows: 3)]

    @Test("every form of a result is the same, byte for byte", arguments: outputs)
    func forms(_ output: QueryOutput) throws {
        let table = try probe.table()
        for sql in [
            "SELECT * FROM song_played ORDER BY plays", "SELECT user_id FROM song_played WHERE plays < 0",
            "SELECT plays FROM song_played WHERE user_id = subject('53')", "SELECT CAST($n AS BIGINT) + 1 AS n, [1, 2] AS l, NULL AS x",
        ] {
            let arguments = sql.contains("$n") ? [SQLArgument(name: "n", value: "41", type: "BIGINT")] : []
            let order = probe.order(
                sql, sql.contains("song_played") ? [table] : [], output: output, limits: QueryLimits(rows: 4000), arguments: arguments)
            let expected = try own.text(order)
            #expect(!expected.isEmpty)
            #expect(try pool.text(order) == expected, "\(sql)")
        }
    }

    @Test("a Parquet result is whole, and its file is gone afterwards")
    func parquet() throws {
        for executor in [own, pool] as [any QueryExecutor] {
            var bytes: [UInt8] = []
            let outcome = try executor.run(
                probe.order("SELECT user_id, first_name FROM song_played", [try probe.table()], output: .file(.parquet, rows: nil)),
                openers: [:], cancellation: QueryCancellation(), QueryTaker { bytes += $0 })
            guard case .ran(let summary) = outcome else { return #expect(Bool(false), "it was described") }
            #expect(summary.rows == 5000 && summary.columns == ["user_id", "first_name"])
            let copy = probe.folder + "/copy.parquet"
            try Data(bytes).write(to: URL(fileURLWithPath: copy))
            let masked = try DuckDB().connect().query("SELECT count(*) FROM '\(copy)' WHERE first_name = '[masked]'").integer()
            #expect(masked == 4950)
            #expect(try FileManager.default.contentsOfDirectory(atPath: probe.folder).allSatisfy { !$0.hasPrefix("query-") })
        }
    }

    @Test("opened values come through, and what was destroyed is null")
    func opened() throws {
        let order = probe.order("SELECT plays, first_name FROM song_played ORDER BY plays", [try probe.table(isOpened: true)])
        let openers = [QueryProbe.opener: QueryProbe.open]
        let expected = try own.text(order, openers: openers)
        let lines = expected.split(separator: "\r\n")
        #expect(lines.count == 5001 && lines[2] == "1,opened sealed 1" && lines[8] == "7," && lines[101] == "100,")
        #expect(try pool.text(order, openers: openers) == expected)
        let count = probe.order(
            "SELECT count(*) AS n FROM song_played WHERE first_name = 'opened sealed 2'", [try probe.table(isOpened: true)])
        #expect(try pool.text(count, openers: openers) == "n\r\n1\r\n")
        // Nobody opens what no order's table names.
        let masked = probe.order("SELECT max(first_name) AS m FROM song_played", [try probe.table()])
        #expect(try pool.text(masked, openers: openers) == "m\r\n[masked]\r\n")
    }

    @Test("long values are opened, however many bytes they are together")
    func longValues() throws {
        let file = probe.folder + "/long.parquet"
        try DuckDB().connect().execute(
            """
            COPY (SELECT encode(repeat('x', 40000) || range) AS note FROM range(300))
            TO \(file.sqlLiteral) (FORMAT parquet, FIELD_IDS {note: 1})
            """)
        let table = QueryOrder.Table(
            name: "notes", columns: [QueryColumn(name: "note", type: .string, id: 1, isSealed: true, isOpened: true)],
            files: [file], opener: 1)
        let order = probe.order("SELECT sum(length(note)) AS n, count(DISTINCT note) AS d FROM notes", [table])
        for executor in [own, pool] as [any QueryExecutor] {
            #expect(try executor.text(order, openers: [1: { $0 }]) == "n,d\r\n12000790,300\r\n")
        }
    }

    @Test("a failure is the same: SQL that is refused, that fails, that needs more than it may have", arguments: [
        "SELECT titel FROM song_played", "SELECT 1; SELECT 2", "FROM read_text('/etc/passwd')", "FROM '/etc/passwd'", "SELECT getenv('HOME')",
        "FROM other", "SELECT error('out')", "SELECT $missing", "DROP TABLE song_played", "SET threads = 9", "SELECT CAST(user_id AS INTEGER) FROM song_played",
    ])
    func failures(_ sql: String) throws {
        let order = probe.order(sql, [try probe.table()])
        let expected = #expect(throws: BasinError.self) { try self.own.text(order) }
        let error = #expect(throws: BasinError.self) { try self.pool.text(order) }
        #expect(error == expected && error?.code == .query)
        #expect(try pool.text(probe.order("SELECT 1 AS a")) == "a\r\n1\r\n")
    }

    @Test("an opener that fails fails the query, with its words")
    func closed() throws {
        let order = probe.order("SELECT first_name FROM song_played", [try probe.table(isOpened: true)])
        let away: ValueOpener.Open = { _ in throw BasinError(.system, "The key store is away.") }
        for executor in [own, pool] as [any QueryExecutor] {
            let error = #expect(throws: BasinError.self) { try executor.text(order, openers: [QueryProbe.opener: away]) }
            #expect(error?.message.contains("The key store is away.") == true)
        }
    }

    @Test("what the taker throws comes out and stops the query; the next one runs")
    func taker() throws {
        for executor in [own, pool] as [any QueryExecutor] {
            let error = #expect(throws: BasinError.self) {
                try executor.run(
                    self.probe.order("FROM range(100000000000)"), openers: [:], cancellation: QueryCancellation(),
                    QueryTaker { _ in throw BasinError(.unavailable, "The client has gone.") })
            }
            #expect(error?.code == .unavailable)
            #expect(try executor.text(probe.order("SELECT 1 AS a")) == "a\r\n1\r\n")
        }
    }

    @Test("a query that takes too long is stopped")
    func timeLimit() {
        let order = probe.order(QueryProbe.endless, limits: QueryLimits(time: .milliseconds(300)))
        for executor in [own, pool] as [any QueryExecutor] {
            let error = #expect(throws: BasinError.self) { try executor.text(order) }
            #expect(error?.code == .query && error?.message.contains("longer than 0.3") == true)
        }
    }
}
