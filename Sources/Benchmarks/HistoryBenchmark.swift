import BasinCore
import BasinMetastore
import BasinProcessing
import Foundation
import Synchronization

/// Ten years of hours of one dataset, all due at once: until each has a run and is published. There are no workers:
/// what a run's end stores is stored at once, so that what is measured is the scheduler and the metastore. In memory
/// (/dev/shm): a disk would add one sync a run.
struct HistoryBenchmark {
    private static let hours = 87_600
    private static let slots = 32

    func run() async throws {
        try await Machine.withFolder(in: "/dev/shm") { folder in
            let metastore = try Metastore(path: folder + "/metastore.sqlite")
            defer { try? metastore.close() }
            let end = Hour("2026-06-10T12")!, now = end.start + .seconds(60)
            let start = Hour(index: end.index - Self.hours)
            try PipelineSamples.store(
                [PipelineSamples.dataset(0, .hour, from: start.start)], from: start, sealed: end, metastore, at: now)
            let started = Mutex<[StartedRun]>([])
            func scheduler(_ owner: String) -> Scheduler {
                Scheduler(
                    metastore: metastore, owner: owner, slots: Self.slots,
                    effects: SchedulerEffects(start: { run in started.withLock { $0.append(run) } }, stop: { _, _ in }))
            }
            let first = scheduler("first")
            var passes = Sample(), published = 0
            let total = try seconds {
                while published < Self.hours {
                    passes.add(try seconds { _ = try first.pass(at: now) } * 1000)
                    let runs = started.withLock { list in
                        defer { list = [] }
                        return list
                    }
                    guard !runs.isEmpty else {
                        throw BasinError(.damaged, "Only \(published) hours were made.")
                    }
                    for run in runs { try PipelineSamples.publish(run, metastore, at: now) }
                    published += runs.count
                }
            }
            row("history: \(thousands(Double(Self.hours))) hours of one dataset, in memory", "figure", "goal")
            row("  all issued and published, s", fixed(total, 1))
            row("  published a second", thousands(Double(Self.hours) / total))
            row("  a pass that issues and starts \(Self.slots), p50, ms", fixed(passes.quantile(0.5), 1))
            row("  the same, p99, ms", fixed(passes.quantile(0.99), 1))
            row("  resident memory, MB", fixed(Machine.residentMegabytes, 0), "1,000")
            try first.release(at: now)
            let second = scheduler("second")
            row("  restart until the first decision, s", fixed(try seconds { _ = try second.pass(at: now) }, 2))
        }
    }
}
