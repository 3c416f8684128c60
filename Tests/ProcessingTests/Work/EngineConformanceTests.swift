import BasinCore
import BasinEngines
import BasinProcessing
import Foundation
import Testing

/// What every engine does, whatever it is.
@Suite(.timeLimit(.minutes(2)))
struct EngineConformanceTests {
    struct Candidate: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var engine: any Engine
        /// The engine's way to run this SQL.
        var work: @Sendable (String) -> WorkOrder.Work
        /// Work that never ends.
        var endless: WorkOrder.Work
    }

    static let candidates = [
        Candidate(
            testDescription: "DuckDB", engine: DuckDBEngine(), work: { .sql($0) },
            endless: .sql(
                "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) "
                    + "SELECT 'a' AS user_id, max(n) AS plays FROM t"
            )),
        Candidate(
            testDescription: "command", engine: CommandEngine(), work: { Probe.command("sql", $0) },
            endless: Probe.command("stubborn")),
    ]

    @Test("The staged file holds the rows in their order, with the partition's time", arguments: candidates)
    func rows(_ candidate: Candidate) throws {
        let folder = try WorkFolder()
        let order = try folder.order(
            candidate.work("SELECT user_id, count(*) AS plays FROM plays GROUP BY 1 ORDER BY 1 DESC"))
        let staged = try candidate.engine.run(order, cancellation: RunCancellation(limits: order.limits))
        let file = try #require(staged.files.first)
        #expect(staged.files.count == 1 && file.rows == 3)
        #expect(file.bytes == (try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int64))
        let rows = try folder.rows(
            "SELECT user_id, plays, epoch(_partition_time)::BIGINT AS t FROM \(file.path.sqlLiteral)")
        #expect(rows == ["c", "b", "a"].map { "{'user_id': \($0), 'plays': \($0 == "a" ? 2 : 1), 't': 1541203200}" })
    }

    @Test("The staged file's columns have the order's field ids and types", arguments: candidates)
    func fieldIDs(_ candidate: Candidate) throws {
        let folder = try WorkFolder()
        let order = try folder.order(candidate.work(WorkFolder.perUser))
        let staged = try candidate.engine.run(order, cancellation: RunCancellation(limits: order.limits))
        let path = try #require(staged.files.first?.path).sqlLiteral
        let ids = try folder.rows("SELECT field_id FROM parquet_schema(\(path)) WHERE name <> 'duckdb_schema'")
        #expect(ids == order.columns.map { "{'field_id': \($0.id)}" })
        #expect(try folder.rows("SELECT typeof(plays) AS t FROM \(path) LIMIT 1") == ["{'t': BIGINT}"])
    }

    @Test("The partition's bounds are given", arguments: candidates)
    func bounds(_ candidate: Candidate) throws {
        let folder = try WorkFolder()
        let order = try folder.order(
            candidate.work(
                "SELECT 'a' AS user_id, CAST(epoch($partition_end) - epoch($partition_start) AS BIGINT) AS plays"))
        let staged = try candidate.engine.run(order, cancellation: RunCancellation(limits: order.limits))
        let path = try #require(staged.files.first?.path)
        #expect(try folder.rows("SELECT plays FROM \(path.sqlLiteral)") == ["{'plays': 86400}"])
    }

    @Test("No rows are a file without rows", arguments: candidates)
    func empty(_ candidate: Candidate) throws {
        let folder = try WorkFolder()
        let order = try folder.order(
            candidate.work("SELECT user_id, count(*) AS plays FROM plays WHERE false GROUP BY 1"))
        let result = OrderExecution(engines: { _, _ in candidate.engine })
            .run(order, cancellation: RunCancellation(limits: order.limits))
        #expect(result.output?.rows == 0)
        #expect(result.output?.files.count == 1)
    }

    @Test("A vanished input is a missing input", arguments: candidates)
    func vanished(_ candidate: Candidate) throws {
        let folder = try WorkFolder()
        let order = try folder.order(candidate.work(WorkFolder.perUser))
        try FileManager.default.removeItem(atPath: order.inputs[0].files[0])
        #expect(outcome(candidate, order)?.kind == .missingInput)
    }

    @Test("A declared column that is not made is the user's error", arguments: candidates)
    func wrongColumn(_ candidate: Candidate) throws {
        let folder = try WorkFolder()
        let order = try folder.order(candidate.work("SELECT user_id, 1::BIGINT AS songs FROM plays"))
        let failure = try #require(outcome(candidate, order))
        #expect(failure.kind == .userError)
        #expect(failure.message.contains("plays"))
    }

    @Test("Work that takes too long is stopped", arguments: candidates)
    func tooLong(_ candidate: Candidate) throws {
        let folder = try WorkFolder()
        let order = try folder.order(candidate.endless, limits: RunLimits(seconds: 1, memoryBytes: 4 << 30))
        let failure = try #require(outcome(candidate, order))
        #expect(failure.kind == .timeout)
        #expect(failure.message.contains("1 s"))
    }

    @Test("Work that is cancelled is stopped", arguments: candidates)
    func cancelled(_ candidate: Candidate) throws {
        let folder = try WorkFolder()
        let order = try folder.order(candidate.endless)
        let cancellation = RunCancellation(limits: order.limits)
        cancellation.cancel()
        #expect(outcome(candidate, order, cancellation)?.kind == .cancelled)
    }

    @Test(
        "The same order twice gives the same checksum, and so does another order of rows (SCH-13)",
        arguments: candidates)
    func checksum(_ candidate: Candidate) throws {
        let folder = try WorkFolder()
        let execution = OrderExecution(engines: { _, _ in candidate.engine })
        let checksums = try ["user_id", "user_id", "user_id DESC"].enumerated().map { number, key in
            let order = try folder.order(
                candidate.work("SELECT user_id, count(*) AS plays FROM plays GROUP BY 1 ORDER BY \(key)"),
                staging: "s\(number)")
            return try #require(execution.run(order, cancellation: RunCancellation(limits: order.limits)).output)
                .checksum
        }
        #expect(Set(checksums).count == 1)
        let other = try folder.order(
            candidate.work("SELECT user_id, count(*) + 1 AS plays FROM plays GROUP BY 1"), staging: "o")
        let changed = execution.run(other, cancellation: RunCancellation(limits: other.limits)).output?.checksum
        #expect(changed != nil && changed != checksums[0])
    }

    private func outcome(_ candidate: Candidate, _ order: WorkOrder, _ given: RunCancellation? = nil) -> WorkFailure? {
        OrderExecution(engines: { _, _ in candidate.engine })
            .run(order, cancellation: given ?? RunCancellation(limits: order.limits)).failure
    }
}
