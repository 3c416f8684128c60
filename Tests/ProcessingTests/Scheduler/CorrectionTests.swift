import BasinCore
import BasinMetastore
import BasinProcessing
import Testing

@Suite struct CorrectionTests {
    @Test("A correction of what time triggers does without an input that is not there, and hides nothing (SCH-8)")
    func withoutWhatIsNotThere() throws {
        let bench = try SchedulerBench(now: "2026-06-04T12:00:00Z")
        try bench.apply([
            (bench.dataset("late", .day, trigger: Trigger(kind: .manual)), []),
            (
                bench.dataset("timed", .day, trigger: Trigger(kind: .time, cron: "@daily", zone: "UTC")),
                [("song_played", InputWindow()), ("late", InputWindow())]
            ),
            (bench.dataset("after", .day), [("timed", InputWindow())]),
        ])
        try bench.finish()
        let hour = Hour("2026-06-02T07")!.index, now = bench.now
        try bench.metastore.write { try $0.inputChanged(1, hour..<hour + 1, reason: "an import", at: now) }
        #expect(try bench.finish() == ["11 2026-06-02", "12 2026-06-02"])
    }

    @Test("Stale partitions that wait hide none that is ready, and those that ended too long ago are left (SCH-8)")
    func steppedOver() throws {
        let bench = try SchedulerBench(now: "2026-06-10T12:00:00Z", start: "2026-05-01T00:00:00Z")
        let flagged = CorrectionPolicy(rerunDays: 5, dailyBudget: 100)
        try bench.apply([
            (bench.dataset("hourly", .hour, corrections: CorrectionPolicy(rerunDays: 60, dailyBudget: 1)),
             [("song_played", InputWindow())]),
            (bench.dataset("daily", .day, corrections: flagged), [("hourly", InputWindow())]),
        ])
        try bench.seal(before: "2026-06-10T00:00:00Z")
        try bench.finish()
        let now = bench.now
        // Of two hours only one is corrected today: its day need not wait for the other's.
        for text in ["2026-06-06T10", "2026-06-08T10", "2026-05-20T10"] {
            let hour = Hour(text)!.index
            try bench.metastore.write { try $0.inputChanged(1, hour..<hour + 1, reason: "an import", at: now) }
        }
        #expect(try bench.finish() == ["10 2026-05-20T10"])
        bench.now = bench.now + .seconds(86_400)
        #expect(try bench.finish() == ["10 2026-06-06T10", "11 2026-06-06"])
        let stale = try bench.metastore.read { try $0.troubledPartitions(datasetID: 11) }
        #expect(stale.map { Partition(.day, index: $0.partition).description } == ["2026-05-20"])
    }

    @Test("No more corrections in 24 hours than allowed, also after a restart with a long lease and a clock that went back")
    func budgetOverRestarts() throws {
        let bench = try SchedulerBench()
        try bench.apply([
            (bench.dataset("hourly", .hour, corrections: CorrectionPolicy(rerunDays: 60, dailyBudget: 2)),
             [("song_played", InputWindow())])
        ])
        try bench.seal(before: "2026-06-10T12:00:00Z")
        try bench.finish()
        let first = Hour(bench.start).index, now = bench.now
        try bench.metastore.write { try $0.inputChanged(1, first..<first + 20, reason: "an import", at: now) }
        #expect(try bench.finish().count == 2)
        // Half an hour before a day is over, for a scheduler whose lease is an hour long.
        bench.now = now + .seconds(86_400 - 1800)
        bench.restart("second", leaseDuration: .seconds(3600))
        #expect(try bench.finish().count == 0)
        bench.now = now + .seconds(86_400)
        #expect(try bench.finish().count == 2)
        bench.now = now + .seconds(86_400 - 3600)
        bench.restart("third", leaseDuration: .seconds(3600))
        #expect(try bench.finish().count == 0)
    }

    @Test("Why tells of a later attempt at a published partition that failed (SCH-9)")
    func failedLater() throws {
        let bench = try SchedulerBench(now: "2026-06-02T00:00:00Z")
        try bench.apply([(bench.dataset("daily", .day), [("song_played", InputWindow())])])
        try bench.seal(before: "2026-06-02T00:00:00Z")
        try bench.finish()
        _ = try bench.scheduler.request("daily", "2026-06-01", by: "ann", at: bench.now)
        _ = try bench.scheduler.pass(at: bench.now)
        try bench.fail(try #require(bench.takeStarted().first), RunFailure(.userError, "The check failed."))
        let why = try bench.scheduler.why("daily", "2026-06-01", at: bench.now)
        #expect(why.map(\.code) == [.published, .failed])
        #expect(why[1].sentence.contains("The check failed."))
        _ = try bench.scheduler.request("daily", "2026-06-01", by: "ann", at: bench.now)
        #expect(try bench.scheduler.why("daily", "2026-06-01", at: bench.now).map(\.code) == [.queued, .published])
    }
}
