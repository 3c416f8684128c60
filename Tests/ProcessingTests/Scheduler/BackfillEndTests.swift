import BasinCore
import BasinMetastore
import BasinProcessing
import Testing

@Suite struct BackfillEndTests {
    @Test(
        "Partitions whose input will never come count as failed with the reason, the others are made, and the backfill ends (SCH-7)",
        arguments: [false, true])
    func neverReceived(newestFirst: Bool) throws {
        let bench = try SchedulerBench(
            now: "2026-06-10T12:00:00Z", start: "2026-06-01T00:00:00Z", firstHour: "2026-06-05T00:00:00Z")
        try bench.apply([
            (bench.dataset("hourly", .hour), [("song_played", InputWindow())]),
            (bench.dataset("daily", .day), [("hourly", InputWindow())]),
        ])
        try bench.seal(before: "2026-06-10T12:00:00Z")
        try bench.finish()
        let hours = try bench.backfill("hourly", "2026-06-04T20", "2026-06-05T03", newestFirst: newestFirst)
        try bench.finish()
        let status = try bench.scheduler.backfillStatus(hours)
        #expect(status.record.state == .done && status.remaining == 0)
        #expect(status.progress.published == 4 && status.progress.failed == 4)
        // What is made of such hours cannot come either.
        let days = try bench.backfill("daily", "2026-06-04", "2026-06-05", newestFirst: newestFirst)
        try bench.finish()
        #expect(try bench.scheduler.backfillStatus(days).record.state == .done)
        #expect(try bench.scheduler.backfillStatus(days).progress.failed == 1)
        let why = try bench.scheduler.why("hourly", "2026-06-04T20", at: bench.now)
        #expect(why.map(\.code) == [.failed])
        #expect(why[0].sentence.contains("nobody has said that it is complete"))
    }

    @Test("An import takes back that a partition will never be made")
    func importedAfterwards() throws {
        let bench = try SchedulerBench(
            now: "2026-06-10T12:00:00Z", start: "2026-06-01T00:00:00Z", firstHour: "2026-06-05T00:00:00Z")
        try bench.apply([(bench.dataset("hourly", .hour), [("song_played", InputWindow())])])
        _ = try bench.backfill("hourly", "2026-06-04T20", "2026-06-04T21")
        #expect(try bench.finish() == [])
        let hour = Hour("2026-06-04T20")!, now = bench.now
        try bench.metastore.write { transaction in
            _ = try transaction.publish(typeID: 1, hour: hour, rows: 1, reason: "import", evidence: "", at: now)
            try transaction.inputChanged(1, hour.index..<hour.index + 1, reason: "an import", at: now)
        }
        #expect(try bench.finish() == ["10 2026-06-04T20"])
    }

    @Test(
        "Six thousand partitions that wait do not hide one that is ready, and are waited for (SCH-7)",
        arguments: [false, true])
    func waiting(newestFirst: Bool) throws {
        let bench = try SchedulerBench(now: "2026-06-10T12:00:00Z", start: "2025-06-01T00:00:00Z")
        try bench.apply([
            (bench.dataset("asked", .hour, trigger: Trigger(kind: .manual)), []),
            (bench.dataset("made", .hour, trigger: Trigger(kind: .manual)), []),
            (bench.dataset("both", .hour), [("asked", InputWindow()), ("made", InputWindow())]),
        ])
        let last = newestFirst ? "2025-06-01T00" : "2026-02-05T23"
        for name in ["asked", "made"] {
            _ = try bench.scheduler.request(name, last, by: "ann", at: bench.now)
        }
        try bench.finish()
        // Those of one input come later: somebody has to ask.
        let id = try bench.backfill("both", "2025-06-01T00", "2026-02-05T23", newestFirst: newestFirst)
        #expect(try bench.finish() == ["12 \(last)"])
        #expect(try bench.scheduler.backfillStatus(id).record.state == .active)
        for name in ["asked", "made"] {
            _ = try bench.scheduler.request(name, "2025-12-24T18", by: "ann", at: bench.now)
        }
        #expect(try bench.finish().last == "12 2025-12-24T18")
        #expect(try bench.scheduler.backfillStatus(id).progress.failed == 0)
    }

    @Test("After a partition that was given up, those of its own past are ruled out at once (SCH-7)")
    func ownPast() throws {
        let bench = try SchedulerBench(now: "2026-06-10T12:00:00Z")
        try bench.apply([
            (bench.dataset("running", .day, trigger: Trigger(kind: .manual)), []),
            (
                bench.dataset("total", .day, trigger: Trigger(kind: .data, offsetSeconds: 86_400 * 365)),
                [("running", InputWindow()), ("total", InputWindow(isPrevious: true))]
            ),
        ])
        for day in 1...9 { _ = try bench.scheduler.request("running", "2026-06-0\(day)", by: "ann", at: bench.now) }
        try bench.finish()
        let id = try bench.backfill("total", "2026-06-01", "2026-06-09")
        _ = try bench.scheduler.pass(at: bench.now)
        try bench.publish(try #require(bench.takeStarted().first))
        _ = try bench.scheduler.pass(at: bench.now)
        try bench.fail(try #require(bench.takeStarted().first), RunFailure(.userError, "Wrong."))
        #expect(try bench.finish() == [])
        let status = try bench.scheduler.backfillStatus(id)
        #expect(status.record.state == .done)
        #expect(status.progress.published == 1 && status.progress.failed == 8)
    }

    @Test("A backfill of a dataset whose definition is removed is cancelled")
    func removed() throws {
        let bench = try SchedulerBench()
        let definition = bench.dataset("daily", .day)
        try bench.apply([(definition, [("song_played", InputWindow())])])
        let id = try bench.backfill("daily", "2026-06-02", "2026-06-06")
        let now = bench.now
        try bench.metastore.write { transaction in
            var dataset = try transaction.snapshot.dataset(id: 10)!.dataset
            dataset.isRemoved = true
            try transaction.store(datasets: [dataset], at: now)
        }
        #expect(try bench.finish() == [])
        #expect(try bench.scheduler.backfillStatus(id).record.state == .cancelled)
    }
}
