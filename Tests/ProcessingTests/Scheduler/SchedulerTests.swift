import BasinCore
import BasinMetastore
import BasinProcessing
import Testing

@Suite struct SchedulerTests {
    @Test("A day is made when its 24 hours are sealed, and not before (SCH-1, SCH-3)")
    func waitsForHours() throws {
        let bench = try SchedulerBench(now: "2026-06-02T12:00:00Z")
        try bench.apply([(bench.dataset("daily", .day), [("song_played", InputWindow())])])
        try bench.seal(before: "2026-06-01T23:00:00Z")
        #expect(try bench.pass() == [])
        let why = try bench.scheduler.why("daily", "2026-06-01", at: bench.now)
        #expect(why.map(\.code) == [.waitsForInput])
        #expect(why[0].sentence.contains("song_played 2026-06-01T23"))
        try bench.seal(before: "2026-06-02T00:00:00Z")
        #expect(try bench.pass() == ["10 2026-06-01"])
        #expect(try bench.scheduler.why("daily", "2026-06-01", at: bench.now).map(\.code) == [.running])
        #expect(try bench.scheduler.why("daily", "2026-06-02", at: bench.now).map(\.code) == [.notDue])
        #expect(try bench.scheduler.why("daily", "2026-05-31", at: bench.now).map(\.code) == [.beforeStart])
    }

    @Test("Time before an event type existed is waited for until somebody imports it")
    func imports() throws {
        let bench = try SchedulerBench(
            now: "2026-06-10T12:00:00Z", start: "2026-06-01T00:00:00Z", firstHour: "2026-06-10T00:00:00Z")
        try bench.apply([
            (bench.dataset("hourly", .hour), [("song_played", InputWindow())]),
            (bench.dataset("daily", .day), [("hourly", InputWindow())]),
        ])
        #expect(try bench.finish() == [])
        #expect(try bench.scheduler.why("hourly", "2026-06-05T03", at: bench.now)[0].code == .waitsForInput)
        let imported = Hour("2026-06-03T00")!.index..<Hour("2026-06-05T00")!.index
        try bench.metastore.write { transaction in
            for hour in imported {
                _ = try transaction.publish(
                    typeID: 1, hour: Hour(index: hour), rows: 1, reason: "import", evidence: "",
                    at: Timestamp(microseconds: 0))
            }
            try transaction.noteChange(datasetID: 1)
        }
        let made = try bench.finish()
        #expect(made.filter { $0.hasPrefix("11") } == ["11 2026-06-03", "11 2026-06-04"])
        #expect(made.count == 48 + 2)
    }

    @Test("A correction is made again downstream in order, exactly where it is read, with the reason (SCH-8)")
    func corrections() throws {
        let bench = try SchedulerBench()
        try bench.apply([
            (bench.dataset("hourly", .hour), [("song_played", InputWindow())]),
            (bench.dataset("daily", .day), [("hourly", InputWindow())]),
            (
                bench.dataset("week_back", .day, corrections: CorrectionPolicy(rerunDays: nil)),
                [("daily", InputWindow(lookbackSeconds: 2 * 86_400))]
            ),
        ])
        try bench.seal(before: "2026-06-10T12:00:00Z")
        try bench.finish()
        let hour = Partition("2026-06-05T07", .hour)!.index, now = bench.now
        try bench.metastore.write { try $0.inputChanged(1, hour..<hour + 1, reason: "an import", at: now) }
        #expect(try bench.finish() == ["10 2026-06-05T07", "11 2026-06-05"])
        let stale = try bench.metastore.read { try $0.troubledPartitions() }
        #expect(
            stale.map { Partition(.day, index: $0.partition).description } == [
                "2026-06-05", "2026-06-06", "2026-06-07",
            ])
        #expect(stale.allSatisfy { $0.datasetID == 12 })
        let why = try bench.scheduler.why("week_back", "2026-06-06", at: now)
        #expect(why.map(\.code) == [.published, .stale])
        #expect(why[1].sentence.contains("daily 2026-06-05"))
    }

    @Test("No more corrections than the budget of a day, and none of partitions that ended too long ago")
    func budget() throws {
        let bench = try SchedulerBench()
        try bench.apply([
            (
                bench.dataset("hourly", .hour, corrections: CorrectionPolicy(rerunDays: 2, dailyBudget: 5)),
                [("song_played", InputWindow())]
            )
        ])
        try bench.seal(before: "2026-06-10T12:00:00Z")
        try bench.finish()
        let first = Hour(bench.start).index, now = bench.now
        try bench.metastore.write { try $0.inputChanged(1, first..<Hour(now).index, reason: "an import", at: now) }
        let made = try bench.finish()
        #expect(made == (11..<16).map { "10 2026-06-08T\($0)" })
        bench.now = bench.now + .seconds(86_400)
        #expect(try bench.finish().count == 5)
    }

    @Test("A run that reads an input while it changes is published and marked stale")
    func changedMeanwhile() throws {
        let bench = try SchedulerBench(now: "2026-06-02T00:00:00Z")
        try bench.apply([(bench.dataset("daily", .day), [("song_played", InputWindow())])])
        try bench.seal(before: "2026-06-02T00:00:00Z")
        _ = try bench.scheduler.pass(at: bench.now)
        let run = try #require(bench.takeStarted().first)
        let hour = Hour(bench.start).index, now = bench.now
        try bench.metastore.write { try $0.inputChanged(1, hour..<hour + 1, reason: "an import", at: now) }
        try bench.publish(run)
        #expect(try bench.finish() == ["10 2026-06-01"])
        #expect(try bench.metastore.read { try $0.partition(datasetID: 10, run.partition.index) }.revision == 2)
    }

    @Test("A worker that wakes after its lease is gone cannot publish (SCH-6)")
    func zombie() throws {
        let bench = try SchedulerBench(now: "2026-06-02T00:00:00Z")
        try bench.apply([(bench.dataset("daily", .day), [("song_played", InputWindow())])])
        try bench.seal(before: "2026-06-02T00:00:00Z")
        _ = try bench.scheduler.pass(at: bench.now)
        let zombie = try #require(bench.takeStarted().first)
        bench.restart("second")
        // The first one's lease of the scheduler has to end before.
        #expect(try bench.pass() == [])
        bench.now = bench.now + .seconds(31)
        _ = try bench.scheduler.pass(at: bench.now)
        let heir = try #require(bench.takeStarted().first)
        #expect(heir.runID == zombie.runID && heir.lease.token > zombie.lease.token)
        #expect { try bench.publish(zombie) } throws: { ($0 as? BasinError)?.code == .conflict }
        try bench.publish(heir)
        #expect { try bench.publish(heir) } throws: { ($0 as? BasinError)?.code == .conflict }
        #expect(try bench.metastore.read { try $0.partition(datasetID: 10, heir.partition.index) }.revision == 1)
    }

    @Test(
        "What came due during a pause is skipped or caught up, as somebody chose (SCH-17)",
        arguments: [AfterPause.skip, .catchUp])
    func pauses(after: AfterPause) throws {
        let bench = try SchedulerBench(now: "2026-06-03T12:00:00Z")
        try bench.apply([(bench.dataset("daily", .day), [("song_played", InputWindow())])])
        try bench.seal(before: "2026-06-09T00:00:00Z")
        try bench.finish()
        try bench.scheduler.pause("daily", by: "ann", at: bench.now)
        bench.now = Timestamp(rfc3339: "2026-06-06T12:00:00Z")!
        #expect(try bench.finish() == [])
        #expect(try bench.scheduler.why("daily", "2026-06-04", at: bench.now).map(\.code) == [.paused])
        try bench.scheduler.resume("daily", after, by: "ann", at: bench.now)
        #expect(try bench.finish() == (after == .skip ? [] : ["10 2026-06-03", "10 2026-06-04", "10 2026-06-05"]))
        if after == .skip {
            #expect(try bench.scheduler.why("daily", "2026-06-04", at: bench.now).map(\.code) == [.skipped])
        }
        bench.now = Timestamp(rfc3339: "2026-06-07T12:00:00Z")!
        #expect(try bench.finish() == ["10 2026-06-06"])
    }

    @Test(
        "Ticks missed while Basin was down are made up for as the policy says",
        arguments: [(Trigger.Missed.all, 4, 0), (.last, 1, 3), (.none, 0, 4)])
    func missed(policy: Trigger.Missed, made: Int, skipped: Int) throws {
        let bench = try SchedulerBench(now: "2026-06-03T12:00:00Z")
        try bench.apply([
            (
                bench.dataset(
                    "daily", .day,
                    trigger: Trigger(kind: .time, cron: "0 6 * * *", zone: "Europe/Stockholm", missed: policy)), []
            )
        ])
        #expect(try bench.finish() == ["10 2026-06-01", "10 2026-06-02"])
        bench.now = Timestamp(rfc3339: "2026-06-07T12:00:00Z")!
        bench.restart("second")
        #expect(try bench.finish().count == made)
        #expect(
            try bench.metastore.read { try $0.skippedPartitions() }.reduce(0) { $0 + $1.partitions.count } == skipped)
    }

    @Test("A user's mistake is not tried again until somebody asks, or an input changes")
    func givenUp() throws {
        let bench = try SchedulerBench(now: "2026-06-02T00:00:00Z")
        try bench.apply([(bench.dataset("daily", .day), [("song_played", InputWindow())])])
        try bench.seal(before: "2026-06-02T00:00:00Z")
        for round in 0..<3 {
            _ = try bench.scheduler.pass(at: bench.now)
            let run = try #require(bench.takeStarted().first)
            try bench.fail(run, RunFailure(.userError, "The check failed."))
            bench.now = bench.now + .seconds(3600)
            #expect(try bench.finish() == [])
            let why = try bench.scheduler.why("daily", "2026-06-01", at: bench.now)
            #expect(why.map(\.code) == [.failed])
            #expect(why[0].sentence.contains("The check failed."))
            let hour = Hour(bench.start).index, now = bench.now
            if round == 0 {
                _ = try bench.scheduler.request("daily", "2026-06-01", by: "ann", at: now)
            } else {
                try bench.metastore.write { try $0.inputChanged(1, hour..<hour + 1, reason: "an import", at: now) }
            }
        }
    }

    @Test("A dataset without partitions is made again when an input changes, and at ticks")
    func whole() throws {
        let bench = try SchedulerBench(now: "2026-06-02T00:30:00Z")
        try bench.apply([
            (bench.dataset("hourly", .hour), [("song_played", InputWindow())]),
            (bench.dataset("all_time", .none), [("hourly", InputWindow())]),
            (bench.dataset("ticking", .none, trigger: Trigger(kind: .time, cron: "@hourly", zone: "UTC")), []),
        ])
        try bench.seal(before: "2026-06-01T01:00:00Z")
        #expect(try bench.finish() == ["10 2026-06-01T00", "11 all"])
        try bench.seal(before: "2026-06-01T02:00:00Z")
        #expect(try bench.finish() == ["10 2026-06-01T01", "11 all"])
        bench.now = bench.now + .seconds(3600)
        #expect(try bench.finish() == ["12 all"])
    }
}
