import BasinProcessing

/// What happened in one world, or in some together.
struct SimulationTally: Sendable, CustomStringConvertible {
    var seed: UInt64 = 0
    var pipelines = 0
    var started = 0, ended = 0, jumps = 0, zombies = 0, backfills = 0, died = 0
    var crashes: [Scheduler.PassStep: Int] = [:]
    var seconds = 0.0
    var violations: [String] = []

    init(_ world: SimulatedWorld, seed: UInt64, seconds: Double) {
        self.seed = seed
        self.seconds = seconds
        pipelines = world.plan.pipelines
        started = world.runsStarted
        ended = world.runsEnded
        jumps = world.jumps
        zombies = world.refusedZombies
        backfills = world.backfills
        died = world.crashes
        crashes = world.mailbox.crashCounts
        violations = world.violations
    }

    init(_ tallies: [SimulationTally]) {
        for tally in tallies {
            started += tally.started
            ended += tally.ended
            jumps += tally.jumps
            zombies += tally.zombies
            backfills += tally.backfills
            died += tally.died
            crashes.merge(tally.crashes, uniquingKeysWith: +)
            seconds += tally.seconds
            violations += tally.violations
        }
    }

    var description: String {
        let steps = Scheduler.PassStep.allCases.map { "\($0) \(crashes[$0, default: 0])" }.joined(separator: ", ")
        return
            "\(ended) runs published of \(started) started; \(died) schedulers died (after \(steps)), \(jumps) clock jumps, \(backfills) backfills, \(zombies) publications refused; \(Int(seconds.rounded())) s"
    }
}
