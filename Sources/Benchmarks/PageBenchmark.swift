import BasinCore
import BasinManagement
import BasinMetastore
import BasinProcessing
import BasinServer
import BasinWire
import Foundation
import Logging
import Synchronization

/// 100,000 datasets, a hundred of them made every hour for two days, and each page of the web interface fifty times: what
/// the server takes for it, and how large it is.
struct PageBenchmark {
    private static let datasets = 100_000
    private static let made = 100
    private static let pages = [
        "/", "/search", "/search?q=made", "/search?q=team", "/glossary", "/teams", "/teams/team-benchmark", "/datasets/made_1", "/datasets/made_1/schema",
        "/datasets/made_1/partitions", "/datasets/made_1/profile", "/datasets/made_1/lineage", "/datasets/made_1/checks", "/datasets/made_1/usage",
        "/datasets/made_1/history", "/datasets/made_1/access", "/datasets/made_1/read", "/datasets/song_played", "/datasets/song_played/lineage",
        "/events", "/events/song_played", "/events/song_played/hours", "/sources", "/quarantine", "/runs", "/runs/grid", "/runs/timeline",
        "/backfills", "/sql", "/sql/history", "/sql/saved", "/people", "/access", "/account", "/audit", "/cost", "/settings", "/style",
        // Last: no scheduler decides here, so that each look at why it is so loads a copy of all datasets, which a server has at hand.
        "/runs/1",
    ]

    func run() async throws {
        try await Machine.withFolder { folder in
            let now = Clock.system.now()
            let logger = Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() }
            let options = PlatformOptions(dataFolder: folder + "/data", adminToken: "benchmark-admin-token")
            // Makes the folder and what belongs into it.
            try await Platform.open(options, logger: logger).close()
            try Self.fill(folder + "/data/metastore.sqlite", at: now)
            let platform = try await Platform.open(options, logger: logger)
            let doors = WebServer.inProcess(services: platform.services, logger: logger)
            row("pages: \(thousands(Double(Self.datasets))) datasets", "p50, ms", "p95, ms", "KB")
            row("  goal", "", "100", "200")
            var slowest = 0.0
            for page in Self.pages {
                var times = Sample()
                var bytes = 0
                for _ in 0..<50 {
                    let start = ContinuousClock.now
                    let size = Atomic<Int>(0)
                    let head = try await doors.transport.send(
                        WireRequest(method: "GET", path: page, headers: ["authorization": "Bearer " + doors.token], body: .bytes([]))
                    ) { _, piece in size.wrappingAdd(piece.count, ordering: .relaxed) }
                    times.add((ContinuousClock.now - start) / .milliseconds(1))
                    guard head.status == 200 else { throw BasinError(.system, "\(page) answered \(head.status).") }
                    bytes = size.load(ordering: .relaxed)
                }
                slowest = max(slowest, times.quantile(0.95))
                row("  " + page, fixed(times.quantile(0.5), 1), fixed(times.quantile(0.95), 1), fixed(Double(bytes) / 1000, 0))
            }
            row("  the slowest of them", "", fixed(slowest, 1), "100")
            await platform.close()
        }
    }

    private static func fill(_ path: String, at now: Timestamp) throws {
        let metastore = try Metastore(path: path)
        defer { try? metastore.close() }
        let end = Hour(now), start = Hour(index: end.index - 48)
        let worked = (0..<made).map { PipelineSamples.dataset($0, .hour, from: start.start) }
        try PipelineSamples.store(worked, from: start, sealed: end, metastore, at: now)
        try metastore.write { try CatalogIndex.update(types: $0.snapshot.eventTypes(), datasets: worked, in: $0) }
        for first in stride(from: made, to: datasets, by: 1000) {
            // Never due: what is measured is what is there.
            let some = (first..<min(first + 1000, datasets)).map { PipelineSamples.dataset($0, .day, from: now + .seconds(400 * 86_400)) }
            try metastore.write {
                try $0.store(datasets: some, at: now)
                try CatalogIndex.update(types: [], datasets: some, in: $0)
            }
        }
        let started = Mutex<[StartedRun]>([])
        let scheduler = Scheduler(
            metastore: metastore, owner: "benchmark", slots: 64,
            effects: SchedulerEffects(start: { run in started.withLock { $0.append(run) } }, stop: { _, _ in }))
        for _ in 0..<made * 48 / 32 {
            _ = try scheduler.pass(at: now)
            let runs = started.withLock { list in
                defer { list = [] }
                return list
            }
            if runs.isEmpty { break }
            for run in runs { try PipelineSamples.publish(run, metastore, at: now) }
        }
        try scheduler.release(at: now)
    }
}
