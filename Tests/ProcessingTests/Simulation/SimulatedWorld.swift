import BasinCore
import BasinMetastore
import BasinProcessing
import Foundation

/// A platform with a clock of its own, in which everything goes wrong that may: workers fail in every way, hours are
/// sealed late, signals are lost or come twice, schedulers die after any transaction, clocks jump. Two schedulers share
/// one metastore. The world keeps its own books of what was read and published.
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

    let plan: SimulationPlan
    let metastore: Metastore
    private let folder: String
    var random: SeededRandom
    var now: Timestamp
    let mailbox: SimulationMailbox
    private(set) var schedulers: [Scheduler] = []
    private var schedulersMade = 0
    let slots: Int
    var datasets: [AppliedDataset] = []
    var byID: [UInt32: AppliedDataset] = [:]
    let typeIDs: [UInt32]
    var sealedBefore: [UInt32: Int] = [:]
    /// Of each event type.
    var firstHour: [UInt32: Int] = [:]
    var nextSeal: [UInt32: Timestamp] = [:]
    var work: [Work] = []
    /// Current revisions by partition: of hours with events, and of datasets.
    var revisions: [UInt32: [Int: Int]] = [:]
    /// What the current revision was made of.
    var readFor: [Place: [Place: Int]] = [:]
    var tokensPublished: Set<Int64> = []
    var newestToken: [Int64: Int64] = [:]
    /// Who has workers, as far as the world was told.
    var leases = SimulatedLeases()
    /// Runs that fail in one way whenever they are tried.
    var cursed: [Int64: RunFailure.Kind] = [:]
    /// Runs that did not simply succeed.
    var troubled: Set<Int64> = []
    var paused: Set<UInt32> = []
    /// Runs started since the last check.
    var justStarted: [StartedRun] = []
    var hasDecided = false
    var moments = 0
    var runsEnded = 0, runsStarted = 0
    var crashes = 0, jumps = 0, refusedZombies = 0, backfills = 0
    var violations: [String] = []
    var hasTrouble = true

    init(_ plan: SimulationPlan, seed: UInt64) throws {
        self.plan = plan
        random = SeededRandom(seed: seed)
        mailbox = SimulationMailbox(seed: seed ^ 0xABCD)
        typeIDs = (1...UInt32(plan.eventTypes)).map { $0 }
        let base =
            FileManager.default.fileExists(atPath: "/dev/shm")
            ? "/dev/shm" : FileManager.default.temporaryDirectory.path
        folder = base + "/basin-simulation-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        metastore = try Metastore(path: folder + "/metastore.sqlite")
        // Days before clocks change in Stockholm or New York.
        let day = random.pick(["2026-03-27", "2026-10-23", "2026-03-06", "2026-10-30"])
        now = Partition(day, .day)!.start
        slots = random.pick(plan.slots)
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
            metastore: metastore, owner: "scheduler-\(schedulersMade)", slots: slots, effects: mailbox.effects,
            leaseDuration: .seconds(1800), random: { mailbox.draw() }, afterCommit: { try mailbox.committed($0) })
    }

    func revision(_ place: Place) -> Int { revisions[place.datasetID]?[place.partition] ?? 0 }

    /// Event types have the lowest ids.
    func isEvents(_ id: UInt32) -> Bool { id <= UInt32(plan.eventTypes) }

    // MARK: Time

    /// Lives through days of trouble.
    func live() throws {
        let end = now + .seconds(Int64(plan.days) * 86_400)
        while now < end {
            let later = now + .seconds(Int64.random(in: plan.step, using: &random))
            let upcoming = plan.stopsAtEvents ? (work.map(\.endsAt) + nextSeal.values).filter { $0 > now }.min() : nil
            now = min(upcoming ?? end, later)
            if random.chance(plan.jump) {
                now = now + .seconds(random.pick([-7200, -600, 3 * 3600, 9 * 3600]))
                jumps += 1
            }
            try step()
        }
    }

    /// One moment.
    func step() throws {
        moments += 1
        try seal()
        if hasTrouble { for _ in 0..<plan.meddling { try meddle() } }
        try advanceWork()
        justStarted = []
        hasDecided = false
        for index in schedulers.indices.shuffled(using: &random) {
            // A signal that comes late is a pass that comes late.
            if hasTrouble, random.chance(0.05) { continue }
            try pass(index)
        }
        if moments % plan.checkEvery == 0 || leases.isSuspicious(plan, slots: slots) { try checkNow() }
    }

    private func pass(_ index: Int) throws {
        if hasTrouble, random.chance(plan.crash) { mailbox.arm(random.pick(Scheduler.PassStep.allCases)) }
        do {
            if try schedulers[index].pass(at: now).decides { hasDecided = true }
            if hasTrouble, random.chance(plan.crash / 4) { throw SimulationMailbox.Crash() }
        } catch is SimulationMailbox.Crash {
            // Dead: what it handed out may be lost with it, and some of its workers live on as zombies.
            crashes += 1
            hasDecided = false
            if random.chance(0.5) { _ = mailbox.takeStarted() }
            for item in work.indices where random.chance(0.7) { work[item].isZombie = true }
            work.removeAll { $0.isZombie && random.chance(0.5) }
            schedulers[index] = makeScheduler()
        }
        try takeStarts()
        let stopped = mailbox.takeStopped()
        for token in stopped { leases.end(token) }
        for item in work.indices where stopped.contains(work[item].run.lease.token) {
            work[item].isZombie = true
            troubled.insert(work[item].run.runID)
        }
        work.removeAll { $0.isZombie && random.chance(0.05) }
    }
}
