import BasinCore
import BasinManagement
import BasinMetastore
import BasinProcessing
import BasinServer
import BasinWire
import Foundation
import Logging
import Synchronization

/// 100,000 datasets, a hundred of them made every hour for two days, a month's usage of all, 200,000 records of the audit log,
/// and a scheduler that decides; then each page of the web interface fifty times: what the server takes for it, and how large
/// it is. The first look is a column of its own, since some answers are kept for a while.
struct PageBenchmark {
    private static let datasets = 100_000
    private static let made = 100
    private static let pages = [
        "/", "/search", "/search?q=made", "/search?q=team", "/glossary", "/teams", "/teams/team-benchmark", "/datasets/made_1", "/datasets/made_1/schema",
        "/datasets/made_1/partitions", "/datasets/made_1/profile", "/datasets/made_1/lineage", "/datasets/made_1/checks", "/datasets/made_1/usage",
        "/datasets/made_1/history", "/datasets/made_1/access", "/datasets/made_1/read", "/datasets/song_played", "/datasets/song_played/lineage",
        "/events", "/events/song_played", "/events/song_played/hours", "/sources", "/quarantine", "/runs", "/runs/grid", "/runs/timeline",
        "/backfills", "/sql", "/sql/history", "/sql/saved", "/people", "/access", "/account", "/audit", "/audit?person=person-7",
        "/audit?object=nothing_like_this", "/cost", "/cost/unread",
        "/settings", "/style", "/runs/1",
    ]

    func run() async throws {
        try await Machine.withFolder { folder in
            let now = Clock.system.now()
            let logger = Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() }
            var options = PlatformOptions(dataFolder: folder + "/data", adminToken: "benchmark-admin-token")
            options.pipelines = .workers(program: "/proc/self/exe")
            // Makes the folder and what belongs into it.
            try await Platform.open(options, logger: logger).close()
            try Self.fill(folder + "/data/metastore.sqlite", at: now)
            try Self.fillAudit(folder + "/data/audit", at: now)
            let platform = try await Platform.open(options, logger: logger)
            let running = Task { await platform.run() }
            let doors = WebServer.inProcess(services: platform.services, logger: logger)
            let made = Hour(index: Hour(now).index - 2).description
            // The scheduler decides by itself as soon as it has all datasets in memory: an answer within the goal shows it.
            let why = "/datasets/made_1/partitions/\(made)"
            let patience = ContinuousClock.now + .seconds(60)
            while try await Self.look(at: why, doors).milliseconds > 100, ContinuousClock.now < patience {}
            row("pages: \(thousands(Double(Self.datasets))) datasets", "first, ms", "p50, ms", "p95, ms", "KB")
            row("  goal", "", "", "100", "200")
            var slowest = 0.0
            for page in Self.pages + [why, "/datasets/made_1/lineage?partition=\(made)"] {
                let first = try await Self.look(at: page, doors)
                var times = Sample()
                for _ in 0..<50 { times.add(try await Self.look(at: page, doors).milliseconds) }
                slowest = max(slowest, times.quantile(0.95))
                row(
                    "  " + page, fixed(first.milliseconds, 1), fixed(times.quantile(0.5), 1), fixed(times.quantile(0.95), 1),
                    fixed(Double(first.bytes) / 1000, 0))
            }
            row("  the slowest of them", "", "", fixed(slowest, 1), "")
            running.cancel()
            await running.value
            await platform.close()
        }
    }

    private static func look(at page: String, _ doors: (transport: Transport, token: String)) async throws -> (milliseconds: Double, bytes: Int) {
        let start = ContinuousClock.now
        let size = Atomic<Int>(0)
        let head = try await doors.transport.send(
            WireRequest(method: "GET", path: page, headers: ["authorization": "Bearer " + doors.token], body: .bytes([]))
        ) { _, piece in size.wrappingAdd(piece.count, ordering: .relaxed) }
        guard head.status == 200 else { throw BasinError(.system, "\(page) answered \(head.status).") }
        return ((ContinuousClock.now - start) / .milliseconds(1), size.load(ordering: .relaxed))
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
        try use(metastore, at: now)
    }

    /// As many readings as an audit log's file holds. Nobody verifies them here, so they are not chained.
    private static func fillAudit(_ folder: String, at now: Timestamp) throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        let path = folder + "/" + (files.max() ?? "00000000000000000001.jsonl")
        let before = FileManager.default.contents(atPath: path) ?? Data()
        let first = before.count { $0 == UInt8(ascii: "\n") } + 1
        var lines = before
        for number in first..<first + 200_000 {
            let line = """
                {"action":"read","at":"\(now)","details":{"columns":"user_id, song, artist","purpose":"support","way":"query"},\
                "number":\(number),"object":"made_\(number % 977)","outcome":"done","person":"person-\(number % 1000)",\
                "mac":"\(String(repeating: "0", count: 64))"}

                """
            lines.append(contentsOf: line.utf8)
        }
        try lines.write(to: URL(fileURLWithPath: path))
    }

    /// A month: every dataset is stored and was made, and each of a thousand accounts asked for fifty of them.
    private static func use(_ metastore: Metastore, at now: Timestamp) throws {
        for first in stride(from: 0, to: datasets, by: 1000) {
            try metastore.write { transaction in
                for id in (first..<min(first + 1000, datasets)).map({ UInt32($0 + 2) }) {
                    let stored = Usage(byteDays: 3 << 30), made = Usage(count: 1, cpuMicros: 1_000_000, wallMicros: 2_000_000, bytesWritten: 1 << 20)
                    try transaction.addUsage(UsageRecord(kind: .storage, datasetID: id, usage: stored), at: now)
                    try transaction.addUsage(UsageRecord(kind: .run, datasetID: id, usage: made), at: now)
                }
            }
        }
        for account in 0..<1000 {
            try metastore.write { transaction in
                for asked in 0..<50 {
                    let id = UInt32((account * 97 + asked * 1999) % datasets + 2)
                    let usage = Usage(count: 3, cpuMicros: 50_000, wallMicros: 60_000, bytesRead: 1 << 24)
                    try transaction.addUsage(
                        UsageRecord(kind: .query, datasetID: id, account: "person-\(account)", usage: usage), at: now)
                }
            }
        }
    }
}
