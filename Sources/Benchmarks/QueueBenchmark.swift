import BasinCore
import BasinMetastore
import BasinProcessing
import Foundation
import Synchronization

/// 125,000 runs in the queue of four workers: what a pass takes that gives freed workers their next runs. In memory
/// (/dev/shm).
struct QueueBenchmark {
    private static let datasets = 3907
    /// As many as one dataset has in the queue at once.
    private static let hours = 32

    func run() async throws {
        try await Machine.withFolder(in: "/dev/shm") { folder in
            let metastore = try Metastore(path: folder + "/metastore.sqlite")
            defer { try? metastore.close() }
            let end = Hour("2026-06-10T12")!, now = end.start + .seconds(60)
            let start = Hour(index: end.index - Self.hours)
            try PipelineSamples.store(
                (0..<Self.datasets).map { PipelineSamples.dataset($0, .hour, from: start.start) }, from: start,
                sealed: end, metastore, at: now)
            let started = Mutex<[StartedRun]>([])
            let scheduler = Scheduler(
                metastore: metastore, owner: "benchmark", slots: 4,
                effects: SchedulerEffects(start: { run in started.withLock { $0.append(run) } }, stop: { _, _ in }))
            let filling = try seconds { _ = try scheduler.pass(at: now) }
            let queued = try metastore.read { try $0.runCounts()["queued"] ?? 0 }
            var idle = Sample(), starting = Sample()
            for second in 1...50 {
                let moment = now + .seconds(Int64(second))
                idle.add(try seconds { _ = try scheduler.pass(at: moment) } * 1000)
                let runs = started.withLock { list in
                    defer { list = [] }
                    return list
                }
                for run in runs { try PipelineSamples.publish(run, metastore, at: moment) }
                starting.add(try seconds { _ = try scheduler.pass(at: moment) } * 1000)
            }
            row("queue: \(thousands(Double(queued))) queued runs, in memory", "figure", "goal")
            row("  first pass: all are made, s", fixed(filling, 1))
            row("  a pass while all workers are busy, p50, ms", fixed(idle.quantile(0.5), 1))
            row("  a pass that starts four, p50, ms", fixed(starting.quantile(0.5), 1))
            row("  the same, p99, ms", fixed(starting.quantile(0.99), 1))
            row("  resident memory, MB", fixed(Machine.residentMegabytes, 0), "1,000")
        }
    }
}
