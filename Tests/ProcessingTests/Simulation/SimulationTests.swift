import BasinProcessing
import Foundation
import Testing

@Suite struct SimulationTests {
    @Test(
        "Through crashes after every transaction, jumps of the clock, zombies and two schedulers, no partition is skipped, made twice at once or published twice, quotas and budgets hold, what is due goes first, and what changed is marked (SCH-2, SCH-3, SCH-4, SCH-5, SCH-7, SCH-8, SCH-9)",
        .timeLimit(.minutes(240)))
    func simulate() throws {
        let settings = SimulationSettings()
        var small = SimulationTally(), large = SimulationTally()
        for week in 0..<settings.weeks {
            try live(.small, seed: settings.seed &+ UInt64(week), &small)
        }
        small.report("\(settings.weeks) worlds of 10 pipelines, a week each, from seed \(settings.seed)")
        for world in 0..<settings.largeWorlds {
            let plan = SimulationPlan.large(pipelines: settings.pipelines, days: 7 * settings.largeWeeks)
            try live(plan, seed: settings.seed &+ UInt64(world), &large)
        }
        large.report(
            "\(settings.largeWorlds) of \(settings.pipelines) pipelines, \(settings.largeWeeks) simulated weeks each")
        print("➜ simulation: \(small.started + large.started) runs were started, \(small.ended + large.ended) published")
        #expect(small.ended + large.ended > 0)
        for step in Scheduler.PassStep.allCases {
            #expect(small.crashes[step, default: 0] + large.crashes[step, default: 0] > 0, "no crash after \(step)")
        }
    }

    private func live(_ plan: SimulationPlan, seed: UInt64, _ tally: inout SimulationTally) throws {
        let world = try SimulatedWorld(plan, seed: seed)
        try world.live()
        try world.calmDown()
        try world.checkEnd()
        #expect(
            world.violations.isEmpty,
            "seed \(seed), \(plan.pipelines) pipelines: \(world.violations.count) violations, \(world.violations.prefix(10))")
        tally.add(world)
    }
}

/// Sizes from the environment: `make simulate` runs longer than `make test`.
private struct SimulationSettings {
    private static func number<Value: LosslessStringConvertible>(_ name: String, _ normal: Value) -> Value {
        ProcessInfo.processInfo.environment[name].flatMap { Value($0) } ?? normal
    }

    let seed = number("BASIN_SIMULATED_SEED", UInt64(2026))
    /// Small worlds, a week each.
    let weeks = max(0, number("BASIN_SIMULATED_WEEKS", 4))
    let pipelines = max(1, number("BASIN_SIMULATED_PIPELINES", 2000))
    let largeWorlds = max(0, number("BASIN_SIMULATED_WORLDS", 1))
    let largeWeeks = max(1, number("BASIN_SIMULATED_LARGE_WEEKS", 1))
}

/// What happened in some worlds together.
private struct SimulationTally {
    var started = 0, ended = 0, jumps = 0, zombies = 0, backfills = 0
    var crashes: [Scheduler.PassStep: Int] = [:]
    private var allCrashes = 0
    private let began = ContinuousClock.now

    mutating func add(_ world: SimulatedWorld) {
        started += world.runsStarted
        ended += world.runsEnded
        jumps += world.jumps
        zombies += world.refusedZombies
        backfills += world.backfills
        allCrashes += world.crashes
        crashes.merge(world.mailbox.crashCounts, uniquingKeysWith: +)
    }

    func report(_ what: String) {
        let steps = Scheduler.PassStep.allCases.map { "\($0) \(crashes[$0, default: 0])" }.joined(separator: ", ")
        let seconds = Int(((ContinuousClock.now - began) / .seconds(1)).rounded())
        print(
            "➜ simulation, \(what): \(ended) runs published of \(started) started; \(allCrashes) schedulers died (after \(steps)), \(jumps) clock jumps, \(backfills) backfills, \(zombies) publications refused; \(seconds) s"
        )
    }
}
