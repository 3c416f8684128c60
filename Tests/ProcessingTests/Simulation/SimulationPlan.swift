import BasinCore
import BasinProcessing

/// How large a simulated world is and how much goes wrong in it. Small worlds find more interleavings in the same
/// time; large ones find what many pipelines do to each other, and what the scheduler costs.
struct SimulationPlan: Sendable {
    var pipelines = 10
    var eventTypes = 3
    /// One of these.
    var slots = [1, 2, 4, 8]
    var days = 7
    /// Seconds between two moments.
    var step: ClosedRange<Int64> = 30...600
    /// Whether the next thing that happens may shorten a step.
    var stopsAtEvents = true
    /// Seconds that a run takes.
    var work: ClosedRange<Int64> = 20...900
    var granularities: [Granularity] = [.hour, .hour, .day, .day, .week, .none]
    /// From how far back in the order a pipeline takes its input: makes chains of some length.
    var reach = 10
    var quotas = ["team-a": 2, "team-b": 3]
    var teams = ["team-a", "team-b", "team-c"]
    var pools = ["scarce": 1, "wide": 2]
    /// Chances, each moment.
    var jump = 0.002
    var crash = 0.01
    /// How often people do something, each moment.
    var meddling = 1
    /// Everything is looked over once in so many moments; what changed, always.
    var checkEvery = 1

    static let small = SimulationPlan()

    /// - Parameter days: two are enough to see the clocks change.
    static func large(pipelines: Int, days: Int) -> SimulationPlan {
        var plan = SimulationPlan()
        plan.pipelines = pipelines
        plan.eventTypes = 40
        plan.slots = [max(32, pipelines / 20)]
        plan.days = days
        plan.step = 300...1200
        plan.stopsAtEvents = false
        plan.work = 1...600
        plan.granularities =
            [.hour] + Array(repeating: .day, count: 34) + Array(repeating: .week, count: 13)
            + [.none, .none]
        plan.reach = 300
        plan.teams = (0..<12).map { "team-\($0)" }
        plan.quotas = ["team-1": 3, "team-2": 8, "team-3": max(8, pipelines / 100)]
        plan.pools = ["scarce": 2, "wide": max(8, pipelines / 100)]
        plan.jump = 0.01
        plan.crash = 0.02
        plan.meddling = 4
        plan.checkEvery = 10
        return plan
    }
}
