import BasinClient
import BasinCore
import BasinServer
import BasinWire
import Foundation
import Logging

/// Refused events taken through intake again once the definition is mended: events a second, from the call until the
/// last is in the dataset and out of quarantine.
struct ReplayBenchmark {
    private static let batches = 200, batch = 500

    func run() async throws {
        try await Machine.withFolder { folder in
            let logger = Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() }
            let platform = try await Platform.open(PlatformOptions(dataFolder: folder), logger: logger)
            let doors = WebServer.inProcess(services: platform.services, logger: logger)
            let client = APIClient(transport: doors.transport, token: doors.token)
            let good = SampleEvents.files(["played"])
            // A field that no client sends.
            _ = try await client.apply(good.mapValues { $0.replacing("fields:\n", with: "fields:\n  more: {type: string, classification: none}\n") })
            let key = try await client.createKey("benchmark").key
            var events = SampleEvents()
            for _ in 0..<Self.batches {
                _ = try await client.send(events: events.batch(Self.batch, types: ["played"]), writeKey: key)
            }
            _ = try await client.quarantineReasons(of: "played")
            _ = try await client.apply(
                good.mapValues {
                    $0.replacing("fields:\n", with: "fields:\n  more: {type: string, required: false, classification: none}\n")
                })
            let start = ContinuousClock.now
            let answer = try await client.replay("played", reason: nil)
            let took = (ContinuousClock.now - start) / .seconds(1)
            row("replay of \(thousands(Double(answer.replayed))) refused events", "events/s", "left")
            row("  from the call until delivered", thousands(Double(answer.replayed) / took), String(answer.left.count))
            await platform.close()
        }
    }
}
