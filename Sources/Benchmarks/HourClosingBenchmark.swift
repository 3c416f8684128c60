import BasinClient
import BasinCore
import BasinServer
import BasinWire
import Foundation
import Logging
import Synchronization

/// A day of 1,800 event types, each with traffic every hour: how long closing an hour takes, and what is left of it on
/// the disk and in memory.
struct HourClosingBenchmark {
    private static let types = 1800
    private static var hours: Int { ProcessInfo.processInfo.environment["BASIN_BENCH_HOURS"].flatMap { Int($0) } ?? 24 }

    func run() async throws {
        try await Machine.withFolder { folder in
            let logger = Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() }
            let now = Mutex(Hour(Clock.system.now()).start + .seconds(60))
            let platform = try await Platform.open(
                PlatformOptions(dataFolder: folder), clock: Clock { now.withLock { $0 } }, logger: logger)
            let doors = WebServer.inProcess(services: platform.services, logger: logger)
            let client = APIClient(transport: doors.transport, token: doors.token)
            let names = (0..<Self.types).map { "played_\($0)" }
            _ = try await client.apply(SampleEvents.files(names))
            let key = try await client.createKey("benchmark").key
            var events = SampleEvents()
            var closing = Sample(), memory = Sample(), query = Sample()
            for hour in 0..<Self.hours {
                for _ in 0..<3 {
                    _ = try await client.send(events: events.batch(Self.types, types: names), writeKey: key)
                    now.withLock { $0 = $0 + .seconds(61) }
                    await platform.tick()
                }
                let asked = ContinuousClock.now
                try await client.query(
                    QueryRequest(sql: "SELECT count(*) FROM \(names[hour * 37 % Self.types])", format: "csv")) { _ in }
                query.add((ContinuousClock.now - asked) / .seconds(1) * 1000)
                now.withLock { $0 = Hour($0).end + .seconds(1) }
                let start = ContinuousClock.now
                await platform.tick()
                closing.add((ContinuousClock.now - start) / .seconds(1))
                memory.add(Machine.ownMegabytes())
            }
            let open = try await client.status().types.reduce(0) { $0 + $1.openHours }
            let files = FileManager.default.enumerator(atPath: folder)?.reduce(0) { count, _ in count + 1 } ?? 0
            row("hours of \(thousands(Double(Self.types))) types, \(Self.hours) simulated hours", "p50", "max", "bound")
            row("  closing an hour: sealed and in Iceberg, s", fixed(closing.quantile(0.5), 1), fixed(closing.quantile(1), 1), "60")
            row("  a query that names a type, ms", fixed(query.quantile(0.5), 1), fixed(query.quantile(1), 1), "3,000")
            row("  memory of its own, the load's included, MB", fixed(memory.quantile(0.5), 0), fixed(memory.quantile(1), 0), "4,000")
            row("    after the first hour, and after the last", fixed(memory[0], 0), fixed(memory[memory.count - 1], 0))
            row("  files and folders per type and hour", fixed(Double(files) / Double(Self.types * Self.hours), 1), "", "8")
            row("  hours left open", String(open), "", "0")
            await platform.close()
        }
    }
}
