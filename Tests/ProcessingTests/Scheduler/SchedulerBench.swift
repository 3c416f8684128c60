import BasinCore
import BasinMetastore
import BasinProcessing
import Foundation
import Synchronization

/// A metastore with one event type and the datasets of a test, and a scheduler whose effects are noted.
final class SchedulerBench {
    let metastore: Metastore
    private let folder: String
    let log = Log()
    var now: Timestamp
    let start: Timestamp
    private(set) var scheduler: Scheduler

    final class Log: Sendable {
        let started = Mutex<[StartedRun]>([])
        let stopped = Mutex<[Int64]>([])
    }

    init(
        now: String = "2026-06-10T12:00:00Z", start: String = "2026-06-01T00:00:00Z", slots: Int = 100,
        firstHour: String? = nil
    ) throws {
        folder = FileManager.default.temporaryDirectory.path + "/basin-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        metastore = try Metastore(path: folder + "/metastore.sqlite")
        self.now = Timestamp(rfc3339: now)!
        self.start = Timestamp(rfc3339: start)!
        scheduler = Self.makeScheduler(metastore, log, "first", slots)
        let type = AppliedEventType(
            id: 1, definition: EventType(name: "song_played", owner: "team-a", description: "x", fields: []),
            versions: [EventSchema(version: 1, fields: [])], lastFieldID: 0,
            firstHour: Hour(firstHour.flatMap { Timestamp(rfc3339: $0) } ?? self.start))
        try metastore.write { try $0.store(teams: [Team(name: "team-a", contact: "a")], types: [type]) }
    }

    deinit {
        try? metastore.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func makeScheduler(
        _ metastore: Metastore, _ log: Log, _ owner: String, _ slots: Int, leaseDuration: Duration = .seconds(30)
    ) -> Scheduler {
        Scheduler(
            metastore: metastore, owner: owner, slots: slots,
            effects: SchedulerEffects(
                start: { run in log.started.withLock { $0.append(run) } },
                stop: { _, token in log.stopped.withLock { $0.append(token) } }),
            leaseDuration: leaseDuration, random: { 0.5 })
    }

    /// As after a crash: nothing is given back.
    func restart(_ owner: String, slots: Int = 100, leaseDuration: Duration = .seconds(30)) {
        scheduler = Self.makeScheduler(metastore, log, owner, slots, leaseDuration: leaseDuration)
    }

    func backfill(_ dataset: String, _ from: String, _ to: String, newestFirst: Bool = false) throws -> Int64 {
        try scheduler.backfill(
            BackfillRequest(dataset: dataset, from: from, to: to, concurrency: 50, newestFirst: newestFirst), by: "ann",
            at: now)
    }

    /// Datasets get the ids from 10 on. Inputs by name: the event type, or datasets before.
    func apply(_ definitions: [(Dataset, inputs: [(String, InputWindow)])]) throws {
        var made: [AppliedDataset] = []
        for (definition, inputs) in definitions {
            let id = UInt32(10 + made.count)
            let resolved = inputs.map { name, window in
                if name == "song_played" {
                    return ResolvedInput(id: 1, name: name, granularity: .hour, isEvents: true, window: window)
                }
                let isSelf = name == definition.name
                let input = made.first { $0.name == name }
                return ResolvedInput(
                    id: isSelf ? id : input!.id, name: name,
                    granularity: isSelf ? definition.granularity : input!.definition.granularity, isEvents: false,
                    window: window)
            }
            made.append(
                AppliedDataset(
                    id: id, definition: definition, schemaVersion: 1, hash: "", columns: [], lastFieldID: 0,
                    inputs: resolved))
        }
        let now = now
        try metastore.write { try $0.store(datasets: made, at: now) }
    }

    func dataset(
        _ name: String, _ granularity: Granularity, trigger: Trigger = Trigger(),
        corrections: CorrectionPolicy = CorrectionPolicy()
    ) -> Dataset {
        Dataset(
            name: name, owner: "team-a", description: "x", granularity: granularity,
            start: granularity == .none ? nil : start,
            trigger: trigger, corrections: corrections, work: .sql("SELECT 1"))
    }

    func seal(before text: String) throws {
        let hour = Hour(Timestamp(rfc3339: text)!)
        try metastore.write {
            try $0.setSealed(typeID: 1, before: hour)
            try $0.noteChange(datasetID: 1)
        }
    }

    /// - Returns: what was started, as text.
    @discardableResult
    func pass() throws -> [String] {
        _ = try scheduler.pass(at: now)
        return takeStarted().map { "\($0.datasetID) \($0.partition)" }.sorted()
    }

    func takeStarted() -> [StartedRun] {
        log.started.withLock { list in
            defer { list = [] }
            return list
        }
    }

    func publish(_ run: StartedRun) throws {
        let now = now
        try metastore.write {
            _ = try $0.apply(.staged(token: run.lease.token), to: run.runID, at: now)
            _ = try $0.publishRun(run.runID, token: run.lease.token, rows: 1, bytes: 1, checksum: "c", at: now)
        }
    }

    func fail(_ run: StartedRun, _ failure: RunFailure) throws {
        let event = RunEvent.failed(token: run.lease.token, failure, random: 0.5), now = now
        _ = try metastore.write { try $0.apply(event, to: run.runID, at: now) }
    }

    /// Publishes all that starts until nothing more does.
    /// - Returns: in order.
    @discardableResult
    func finish() throws -> [String] {
        var order: [String] = []
        for _ in 0..<10_000 {
            _ = try scheduler.pass(at: now)
            let started = takeStarted()
            if started.isEmpty { return order }
            for run in started {
                order.append("\(run.datasetID) \(run.partition)")
                try publish(run)
            }
        }
        return order
    }
}
