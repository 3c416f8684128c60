import BasinCore
import BasinProcessing
import Foundation
import Testing

@Suite struct SimulationTests {
    @Test(
        "Through crashes after every transaction, jumps of the clock, zombies and two schedulers, no partition is skipped, made twice at once or published twice, quotas and budgets hold, what is due goes first, and what changed is marked (SCH-2, SCH-3, SCH-4, SCH-5, SCH-7, SCH-8, SCH-9)",
        .timeLimit(.minutes(240)))
    func simulate() async throws {
        let settings = SimulationSettings()
        // Large worlds first: they take longest.
        let worlds =
            (0..<settings.largeWorlds).map { (settings.large, settings.seed &+ UInt64($0)) }
            + (0..<settings.weeks).map { (SimulationPlan.small, settings.seed &+ UInt64($0)) }
        let tallies = try await Self.tallies(of: worlds)
        let large = tallies.filter { $0.pipelines > SimulationPlan.small.pipelines }
        let small = tallies.filter { $0.pipelines == SimulationPlan.small.pipelines }
        print("➜ simulation, \(small.count) worlds of 10 pipelines, one week each: \(SimulationTally(small))")
        print(
            "➜ simulation, \(large.count) of \(settings.pipelines) pipelines, \(settings.largeWeeks) weeks each: \(SimulationTally(large))"
        )
        let all = SimulationTally(tallies)
        print("➜ simulation: \(all.started) runs simulated from seed \(settings.seed), \(all.ended) of them published")
        #expect(all.ended > 0)
        for step in Scheduler.PassStep.allCases { #expect(all.crashes[step, default: 0] > 0, "no crash after \(step)") }
        for tally in tallies where !tally.violations.isEmpty {
            Issue.record(
                "seed \(tally.seed), \(tally.pipelines) pipelines: \(tally.violations.count) violations, \(tally.violations.prefix(10))"
            )
        }
    }

    /// Two worlds live at a time.
    private static func tallies(of worlds: [(SimulationPlan, UInt64)]) async throws -> [SimulationTally] {
        try await withThrowingTaskGroup(of: SimulationTally.self) { group in
            var left = worlds[...], tallies: [SimulationTally] = []
            func next() {
                guard let (plan, seed) = left.popFirst() else { return }
                group.addTask { try await BlockingThreads.shared.run { try live(plan, seed: seed) } }
            }
            next()
            next()
            while let tally = try await group.next() {
                tallies.append(tally)
                next()
            }
            return tallies
        }
    }

    private static func live(_ plan: SimulationPlan, seed: UInt64) throws -> SimulationTally {
        let began = ContinuousClock.now
        let world = try SimulatedWorld(plan, seed: seed)
        try world.live()
        try world.calmDown()
        try world.checkEnd()
        return SimulationTally(world, seed: seed, seconds: (ContinuousClock.now - began) / .seconds(1))
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
    let pipelines = max(11, number("BASIN_SIMULATED_PIPELINES", 2000))
    let largeWorlds = max(0, number("BASIN_SIMULATED_LARGE_WORLDS", 1))
    let largeWeeks = max(1, number("BASIN_SIMULATED_LARGE_WEEKS", 1))

    var large: SimulationPlan { .large(pipelines: pipelines, days: 7 * largeWeeks) }
}
