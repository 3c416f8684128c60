import BasinCore
import BasinMetastore
import BasinProcessing
import Foundation

/// 38,000 pipelines, one in ten hourly, all reading one event type: what the scheduler takes to load them, to find
/// nothing to do, and to issue the runs of the top of the hour. Workers are not started.
struct SchedulerBenchmark {
    private static let count = 38_000

    func run() async throws {
        try await Machine.withFolder { folder in
            let metastore = try Metastore(path: folder + "/metastore.sqlite")
            defer { try? metastore.close() }
            // Noon: the days are under way, the hour is about to end.
            let hour = Hour("2026-06-10T12")!
            let now = hour.start + .seconds(1800)
            let datasets = (0..<Self.count).map {
                PipelineSamples.dataset($0, $0 % 10 == 0 ? .hour : .day, from: hour.start)
            }
            let storing = try seconds {
                try PipelineSamples.store(datasets, from: Hour(index: hour.index - 48), sealed: hour, metastore, at: now)
            }
            let scheduler = Scheduler(
                metastore: metastore, owner: "benchmark", slots: 4, effects: SchedulerEffects(start: { _ in }, stop: { _, _ in }))
            row("scheduler: \(thousands(Double(Self.count))) pipelines", "figure", "goal")
            row("  applied, s", fixed(storing, 1))
            row("  start until the first decision, s", fixed(try seconds { _ = try scheduler.pass(at: now) }, 1))
            var idle = Sample()
            for second in 1...20 { idle.add(try seconds { _ = try scheduler.pass(at: now + .seconds(Int64(second))) } * 1000) }
            row("  a pass with nothing to do, ms", fixed(idle.quantile(0.5), 1))
            let top = hour.end + .seconds(1)
            try metastore.write { try $0.setSealed(typeID: 1, before: hour.next) }
            var made = 0
            let burst = try seconds {
                while made < Self.count / 10 {
                    let pass = try scheduler.pass(at: top)
                    guard pass.made > 0 else { throw BasinError(.damaged, "The top of the hour made \(made) runs only.") }
                    made += pass.made
                }
            }
            row("  top of the hour: \(thousands(Double(made))) runs issued, s", fixed(burst, 1), "60")
            row("  resident memory, MB", fixed(Machine.residentMegabytes, 0), "1,000")
            try scheduler.release(at: top)
            let heir = Scheduler(
                metastore: metastore, owner: "heir", slots: 4,
                effects: SchedulerEffects(start: { _ in }, stop: { _, _ in }))
            let restart = try seconds { _ = try heir.pass(at: top) }
            row("  restart with these until the first decision, s", fixed(restart, 1))
        }
    }
}
