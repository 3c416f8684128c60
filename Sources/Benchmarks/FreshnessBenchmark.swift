import BasinClient
import BasinCore
import BasinServer
import BasinWire
import Foundation
import Logging

/// Answered 200 → visible to a query: the time from the answer until a query that names the type has counted the event,
/// with 1,800 types that all have something waiting.
struct FreshnessBenchmark {
    func run() async throws {
        try await Machine.withFolder { folder in
            let logger = Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() }
            let platform = try await Platform.open(PlatformOptions(dataFolder: folder), logger: logger)
            let doors = WebServer.inProcess(services: platform.services, logger: logger)
            let client = APIClient(transport: doors.transport, token: doors.token)
            let types = (0..<1800).map { "played_\($0)" }
            _ = try await client.apply(SampleEvents.files(types))
            let key = try await client.createKey("benchmark").key
            var events = SampleEvents()
            var sample = Sample()
            for round in 0..<60 {
                _ = try await client.send(events: events.batch(1800, types: types), writeKey: key)
                let start = ContinuousClock.now
                try await client.query(
                    QueryRequest(sql: "SELECT count(*) AS n FROM \(types[round * 29 % 1800])", format: "csv")
                ) { _ in }
                sample.add((ContinuousClock.now - start) / .seconds(1) * 1000)
            }
            row("freshness: 200 → in a query, 1,800 types", "p50 ms", "p99 ms", "goal p99 ms")
            row("  60 rounds", fixed(sample.quantile(0.5), 1), fixed(sample.quantile(0.99), 1), "3,000")
            await platform.close()
        }
    }
}
