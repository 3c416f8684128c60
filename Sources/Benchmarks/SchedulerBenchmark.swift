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
            let type = AppliedEventType(
                id: 1, definition: EventType(name: "song_played", owner: "team-benchmark", description: "x", fields: []),
                versions: [EventSchema(version: 1, fields: [])], lastFieldID: 0, firstHour: Hour(index: hour.index - 48))
            let datasets = (0..<Self.count).map { Self.dataset($0, hour: hour) }
            let storing = try seconds {
                try metastore.write { transaction in
                    try transaction.store(teams: [Team(name: "team-benchmark", contact: "nobody")], types: [type])
                    try transaction.setSealed(typeID: 1, before: hour)
                    try transaction.store(datasets: datasets, at: now)
                }
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
            row("  resident memory, MB", fixed(Self.residentMegabytes, 0), "1,000")
        }
    }

    private static func dataset(_ number: Int, hour: Hour) -> AppliedDataset {
        let granularity: Granularity = number % 10 == 0 ? .hour : .day
        let start = Partition(granularity, holding: hour.start).start
        let definition = Dataset(
            name: "made_\(number)", owner: "team-benchmark", description: "Made for measuring.", granularity: granularity,
            start: start, work: .sql("SELECT 1 AS n"))
        return AppliedDataset(
            id: UInt32(number + 2), definition: definition, schemaVersion: 1, hash: "",
            columns: [DatasetColumn(name: "n", type: .int32, id: 101, classification: .none)], lastFieldID: 101,
            inputs: [ResolvedInput(id: 1, name: "song_played", granularity: .hour, isEvents: true, window: InputWindow())])
    }

    private static var residentMegabytes: Double {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
        return pages * Double(sysconf(Int32(_SC_PAGESIZE))) / 1e6
    }
}
