import Foundation
import Testing

@Suite struct SimulationTests {
    @Test(
        "Through crashes, jumps of the clock, zombies and two schedulers, no partition is skipped, made twice at once or published twice, quotas hold, and what changed is marked (SCH-2, SCH-3, SCH-5, SCH-7, SCH-8, SCH-9)"
    )
    func simulate() throws {
        let environment = ProcessInfo.processInfo.environment
        let weeks = environment["BASIN_SIMULATED_WEEKS"].flatMap { Int($0) } ?? 4
        let seed = environment["BASIN_SIMULATED_SEED"].flatMap { UInt64($0) } ?? 2026
        var runs = 0, crashes = 0, zombies = 0, jumps = 0, backfills = 0
        for week in 0..<max(1, weeks) {
            let world = try SimulatedWorld(seed: seed &+ UInt64(week))
            try world.live(days: 7)
            try world.calmDown()
            try world.checkEnd()
            #expect(world.violations.isEmpty, "seed \(seed &+ UInt64(week)): \(world.violations.prefix(10))")
            runs += world.runsEnded
            crashes += world.crashes
            zombies += world.refusedZombies
            jumps += world.jumps
            backfills += world.backfills
        }
        print(
            "simulation: \(runs) runs published in \(weeks) simulated weeks from seed \(seed), with \(crashes) scheduler crashes, \(jumps) clock jumps, \(backfills) backfills, \(zombies) publications refused"
        )
        #expect(runs > 0)
    }
}
