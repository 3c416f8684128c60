import BasinCore
import BasinMetastore
import BasinProcessing
import Foundation
import Synchronization

/// A small platform with a clock of its own, in which everything goes wrong that may: workers fail in every way, hours
/// are sealed late, signals are lost or come twice, schedulers die between any two steps, clocks jump. Two schedulers
/// share one metastore. The world keeps its own books of what was read and published.
final class SimulatedWorld {
    struct Place: Hashable {
        var datasetID: UInt32
        var partition: Int
    }
    struct Work {
        enum Plan { case publish, fail(RunFailure.Kind), hang, publishLate }
        var run: StartedRun
        var plan: Plan
        var endsAt: Timestamp
        var isStaged = false
        /// The scheduler wanted it stopped, and it did not hear.
        var isZombie = false
        var reads: [Place: Int]
    }
    struct Crash: Error {}
    private final class Mailbox: Sendable {
        let started = Mutex<[StartedRun]>([])
        let stopped = Mutex<[Int64]>([])
        let crashIn = Mutex<Int?>(nil)
        let random: Mutex<SeededRandom>
        init(seed: UInt64) { random = Mutex(SeededRandom(seed: seed)) }
    }

    let metastore: Metastore
    private let folder: String
    var random: SeededRandom
    var now: Timestamp
    private let mailbox: Mailbox
    private(set) var schedulers: [Scheduler] = []
    private var schedulersMade = 0
    let slots: Int
    let quotas = ["team-a": 2, "team-b": 3]
    let pools = ["scarce": 1, "wide": 2]
    var datasets: [AppliedDataset] = []
    let typeIDs: [UInt32] = [1, 2, 3]
    var sealedBefore: [UInt32: Int] = [:]
    /// Of each event type.
    var firstHour: [UInt32: Int] = [:]
    var nextSeal: [UInt32: Timestamp] = [:]
    var work: [Work] = []
    /// Current revisions: of hours with events, and of partitions.
    var revisions: [Place: Int] = [:]
    /// What the current revision was made of.
    var readFor: [Place: [Place: Int]] = [:]
    var tokensPublished: Set<Int64> = []
    var newestToken: [Int64: Int64] = [:]
    var runsEnded = 0
    var crashes = 0, jumps = 0, refusedZombies = 0, takeovers = 0, backfills = 0
    var violations: [String] = []
    var hasTrouble = true

    init(seed: UInt64) throws {
        random = SeededRandom(seed: seed)
        mailbox = Mailbox(seed: seed ^ 0xABCD)
        let base =
            FileManager.default.fileExists(atPath: "/dev/shm")
            ? "/dev/shm" : FileManager.default.temporaryDirectory.path
        folder = base + "/basin-simulation-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        metastore = try Metastore(path: folder + "/metastore.sqlite")
        // Days before clocks change in Stockholm or New York.
        let day = random.pick(["2026-03-27", "2026-10-23", "2026-03-06", "2026-10-30"])
        now = Partition(day, .day)!.start
        slots = random.pick([1, 2, 4, 8])
        try makeDefinitions()
        schedulers = [makeScheduler(), makeScheduler()]
    }

    deinit {
        try? metastore.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    private func makeScheduler() -> Scheduler {
        schedulersMade += 1
        let mailbox = mailbox
        return Scheduler(
            metastore: metastore, owner: "scheduler-\(schedulersMade)", slots: slots,
            effects: SchedulerEffects(
                start: { run in mailbox.started.withLock { $0.append(run) } },
                stop: { _, token in mailbox.stopped.withLock { $0.append(token) } }),
            leaseDuration: .seconds(1800),
            random: { mailbox.random.withLock { Double.random(in: 0..<1, using: &$0) } },
            afterCommit: {
                let crashes = mailbox.crashIn.withLock { left -> Bool in
                    guard let steps = left else { return false }
                    left = steps > 0 ? steps - 1 : nil
                    return steps == 0
                }
                if crashes { throw Crash() }
            })
    }

    // MARK: Definitions

    private func makeDefinitions() throws {
        let begin = Hour(now).index - 72
        let types = typeIDs.map { id in
            AppliedEventType(
                id: id,
                definition: EventType(name: "events_\(id)", owner: "team-a", description: "Events.", fields: []),
                versions: [EventSchema(version: 1, fields: [])], lastFieldID: 0, firstHour: Hour(index: begin))
        }
        for id in typeIDs {
            sealedBefore[id] = begin
            firstHour[id] = begin
            nextSeal[id] = now
        }
        for number in 0..<10 { datasets.append(makeDataset(id: UInt32(10 + number))) }
        let now = now
        try metastore.write { transaction in
            try transaction.store(
                teams: ["team-a", "team-b"].map { Team(name: $0, contact: "a", maxRuns: quotas[$0]) }, types: types)
            try transaction.store(datasets: datasets, at: now)
            try transaction.store(pools: pools)
        }
    }

    private func makeDataset(id: UInt32) -> AppliedDataset {
        var granularity = random.pick([Granularity.hour, .hour, .day, .day, .week, .none])
        var inputs: [ResolvedInput] = []
        for _ in 0..<Int.random(in: 1...2, using: &random) {
            let upstream = datasets.filter { !$0.definition.granularity.isCoarser(than: granularity) }
            let window = InputWindow(
                lookbackSeconds: granularity != .none && random.chance(0.3)
                    ? random.pick([3600, 86_400, 7 * 86_400]) : 0)
            if let input = upstream.randomElement(using: &random), random.chance(0.6) {
                inputs.append(
                    ResolvedInput(
                        id: input.id, name: input.name, granularity: input.definition.granularity, isEvents: false,
                        window: window))
            } else {
                let type = random.pick(typeIDs)
                inputs.append(
                    ResolvedInput(id: type, name: "events_\(type)", granularity: .hour, isEvents: true, window: window))
            }
        }
        if granularity == .week, random.chance(0.2) { granularity = .month }
        let name = "dataset_\(id)"
        if granularity != .none, random.chance(0.2) {
            inputs.append(
                ResolvedInput(
                    id: id, name: name, granularity: granularity, isEvents: false, window: InputWindow(isPrevious: true)
                ))
        }
        var trigger = Trigger()
        if random.chance(0.4) {
            trigger = Trigger(
                kind: random.pick([.time, .both]),
                cron: random.pick(["30 2 * * *", "@hourly", "*/20 1-3 * * *", "0 0 * * mon,thu"]),
                zone: random.pick(["Europe/Stockholm", "America/New_York", "UTC", "Australia/Lord_Howe"]),
                offsetSeconds: random.pick([0, 0, 1800]), missed: random.pick([.all, .all, .last, .none]))
        } else if random.chance(0.3) {
            trigger.offsetSeconds = 900
        }
        let start = granularity == .none ? nil : Partition(granularity, holding: now + .seconds(-2 * 86_400)).start
        let definition = Dataset(
            name: name, owner: random.pick(["team-a", "team-b", "team-c"]), description: "Simulated.",
            tier: random.pick(Tier.allCases), granularity: granularity, start: start, trigger: trigger,
            corrections: CorrectionPolicy(rerunDays: random.pick([3, 60, nil]), dailyBudget: 10_000),
            work: .sql("SELECT 1"), retries: 2, limits: RunLimits(seconds: 1800),
            pool: random.chance(0.3) ? random.pick(["scarce", "wide"]) : nil)
        return AppliedDataset(
            id: id, definition: definition, schemaVersion: 1, hash: "", columns: [], lastFieldID: 0, inputs: inputs)
    }

    // MARK: Time

    /// Lives through days of trouble.
    func live(days: Int) throws {
        let end = now + .seconds(Int64(days) * 86_400)
        while now < end {
            let upcoming = (work.map(\.endsAt) + nextSeal.values).filter { $0 > now }.min() ?? end
            now = min(upcoming, now + .seconds(Int64.random(in: 30...600, using: &random)))
            if random.chance(0.002) {
                now = now + .seconds(random.pick([-7200, -600, 3 * 3600, 9 * 3600]))
                jumps += 1
            }
            try step()
        }
    }

    /// One moment.
    func step() throws {
        try seal()
        if hasTrouble { try meddle() }
        try advanceWork()
        for index in schedulers.indices.shuffled(using: &random) { try pass(index) }
        try checkNow()
    }

    private func pass(_ index: Int) throws {
        if hasTrouble, random.chance(0.01) {
            mailbox.crashIn.withLock { $0 = Int.random(in: 0...3, using: &random) }
        }
        do {
            _ = try schedulers[index].pass(at: now)
            if hasTrouble, random.chance(0.003) { throw Crash() }
        } catch is Crash {
            // Dead: what it handed out may be lost with it, and some of its workers live on as zombies.
            crashes += 1
            if random.chance(0.5) { mailbox.started.withLock { $0 = [] } }
            for item in work.indices where random.chance(0.7) { work[item].isZombie = true }
            work.removeAll { $0.isZombie && random.chance(0.5) }
            schedulers[index] = makeScheduler()
        }
        mailbox.crashIn.withLock { $0 = nil }
        takeStarts()
        let stopped = mailbox.stopped.withLock { list in
            defer { list = [] }
            return Set(list)
        }
        for item in work.indices where stopped.contains(work[item].run.lease.token) { work[item].isZombie = true }
        work.removeAll { $0.isZombie && random.chance(0.05) }
    }

    private func takeStarts() {
        let started = mailbox.started.withLock { list in
            defer { list = [] }
            return list
        }
        for run in started {
            newestToken[run.runID] = max(run.lease.token, newestToken[run.runID] ?? 0)
            checkReady(run)
            let plan: Work.Plan =
                !hasTrouble
                ? .publish
                : random.pick(
                    Array(repeating: .publish, count: 40) + [
                        .fail(.other), .fail(.other), .fail(.missingInput), .fail(.userError), .fail(.memory),
                        .fail(.timeout),
                        .hang, .publishLate,
                    ])
            var seconds = Int64.random(in: 20...900, using: &random)
            if case .hang = plan { seconds = 86_400 }
            if case .publishLate = plan { seconds = 4000 }
            work.append(
                Work(
                    run: run, plan: plan, endsAt: hasTrouble ? now + .seconds(seconds) : now,
                    reads: reads(datasetID: run.datasetID, partition: run.partition.index)))
        }
    }

    private func advanceWork() throws {
        // Zombies like best to wake while their heir publishes.
        for item in work where item.isZombie && random.chance(0.3) {
            if work.contains(where: {
                $0.isStaged && $0.run.runID == item.run.runID && $0.run.lease.token > item.run.lease.token
            }) {
                publish(item)
            }
        }
        for item in work where item.endsAt <= now {
            let token = item.run.lease.token, runID = item.run.runID
            if let index = work.firstIndex(where: { $0.run.lease.token == token }) {
                if case .publish = item.plan, !item.isStaged, hasTrouble, random.chance(0.4) {
                    // Staged now, published at some later moment.
                    guard (try? schedulers[0].staged(runID: runID, token: token, at: now)) != nil else {
                        work.remove(at: index)
                        continue
                    }
                    work[index].isStaged = true
                    work[index].endsAt = now + .seconds(random.pick([0, 30, 3000]))
                    continue
                }
                work.remove(at: index)
            }
            switch item.plan {
            case .hang: break
            case .fail(let kind):
                try? schedulers[0].failed(runID: runID, token: token, RunFailure(kind, "As planned."), at: now)
                if random.chance(0.2) {  // The same report, again.
                    try? schedulers[1].failed(runID: runID, token: token, RunFailure(kind, "As planned."), at: now)
                }
            case .publish, .publishLate:
                if !item.isStaged { try? schedulers[0].staged(runID: runID, token: token, at: now) }
                publish(item)
                if random.chance(0.1) { publish(item) }
            }
        }
    }

    private func publish(_ item: Work) {
        let token = item.run.lease.token, now = now
        let place = Place(datasetID: item.run.datasetID, partition: item.run.partition.index)
        let published = try? metastore.write {
            try $0.publishRun(item.run.runID, token: token, rows: 1, bytes: 1, checksum: "\(token)", at: now)
        }
        guard let published else {
            refusedZombies += 1
            return
        }
        if !tokensPublished.insert(token).inserted { violations.append("token \(token) published twice") }
        if token != newestToken[item.run.runID] {
            violations.append("a lease that was lost published run \(item.run.runID)")
        }
        if published.revision != (revisions[place] ?? 0) + 1 {
            violations.append("revision \(published.revision) of \(place)")
        }
        revisions[place] = published.revision
        readFor[place] = item.reads
        runsEnded += 1
    }
}

extension Granularity {
    fileprivate func isCoarser(than other: Granularity) -> Bool { other.isFiner(than: self) }
}
