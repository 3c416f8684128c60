import BasinCore
import BasinMetastore
import BasinProcessing
import Synchronization
import Testing

@Suite struct BackfillTests {
    private func bench() throws -> SchedulerBench {
        let bench = try SchedulerBench()
        try bench.apply([(bench.dataset("daily", .day), [("song_played", InputWindow())])])
        try bench.seal(before: "2026-06-10T12:00:00Z")
        try bench.finish()
        return bench
    }

    @Test(
        "A backfill makes its range in order, no more at once than it may, and ends; a restart goes on (SCH-7)",
        arguments: [false, true])
    func order(newestFirst: Bool) throws {
        let bench = try bench()
        let id = try bench.scheduler.backfill(
            BackfillRequest(
                dataset: "daily", from: "2026-06-02", to: "2026-06-06", concurrency: 2, newestFirst: newestFirst),
            by: "ann",
            at: bench.now)
        _ = try bench.scheduler.pass(at: bench.now)
        let first = bench.takeStarted()
        #expect(first.count == 2)
        bench.now = bench.now + .seconds(60)
        try bench.publish(first[0])
        #expect(try bench.scheduler.backfillStatus(id).estimate == .seconds(120))
        bench.restart("second")
        bench.now = bench.now + .seconds(31)
        let made = try bench.finish()
        let status = try bench.scheduler.backfillStatus(id)
        #expect(status.record.state == .done && status.progress.published == 5 && status.remaining == 0)
        #expect(made.last == (newestFirst ? "10 2026-06-02" : "10 2026-06-06"))
    }

    @Test("Partitions that are active, in the future, before the start or in another backfill are refused (SCH-7)")
    func refuses() throws {
        let bench = try bench()
        func backfill(_ from: String, _ to: String) throws -> Int64 {
            try bench.scheduler.backfill(
                BackfillRequest(dataset: "daily", from: from, to: to), by: "ann", at: bench.now)
        }
        for (from, to) in [
            ("2026-06-08", "2026-06-10"), ("2026-05-31", "2026-06-02"), ("2026-06-03", "2026-06-02"),
            ("x", "2026-06-02"),
        ] {
            #expect { try backfill(from, to) } throws: { ($0 as? BasinError)?.code == .invalid }
        }
        _ = try bench.scheduler.request("daily", "2026-06-03", by: "ann", at: bench.now)
        #expect { try backfill("2026-06-02", "2026-06-04") } throws: { ($0 as? BasinError)?.code == .conflict }
        _ = try backfill("2026-06-04", "2026-06-05")
        #expect { try backfill("2026-06-05", "2026-06-06") } throws: { ($0 as? BasinError)?.code == .conflict }
    }

    @Test("Paused it starts nothing, resumed it goes on, cancelled it ends with its runs")
    func pauses() throws {
        let bench = try bench()
        let id = try bench.scheduler.backfill(
            BackfillRequest(dataset: "daily", from: "2026-06-02", to: "2026-06-08", concurrency: 1), by: "ann",
            at: bench.now)
        _ = try bench.scheduler.pass(at: bench.now)
        try bench.publish(try #require(bench.takeStarted().first))
        try bench.scheduler.pauseBackfill(id, at: bench.now)
        #expect(try bench.finish() == [])
        try bench.scheduler.resumeBackfill(id, at: bench.now)
        #expect(try bench.pass() == ["10 2026-06-03"])
        try bench.scheduler.cancelBackfill(id, by: "ann", at: bench.now)
        #expect(bench.log.stopped.withLock(\.count) == 1)
        #expect(try bench.finish() == [])
        #expect(try bench.scheduler.backfillStatus(id).record.state == .cancelled)
    }

    @Test("Ten years of hours of one dataset become runs bit by bit, and what waits costs one look")
    func years() throws {
        let bench = try SchedulerBench(now: "2026-06-01T00:00:00Z", start: "2016-06-03T00:00:00Z", slots: 4)
        try bench.apply([(bench.dataset("hourly", .hour), [("song_played", InputWindow())])])
        #expect(try bench.pass() == [])
        try bench.seal(before: "2026-06-01T00:00:00Z")
        #expect(try bench.pass().count == 4)
        #expect(try bench.metastore.read { try $0.activeRuns().count } <= 64)
    }
}
