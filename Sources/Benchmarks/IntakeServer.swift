import BasinClient
import BasinCore
import BasinServer
import BasinWire
import Foundation
import Logging

/// The server that the intake benchmark loads, in a process of its own so that its processor time is its own. It
/// receives and makes durable; it does not deliver, so that the figure is intake's alone.
enum IntakeServer {
    static func run(dataFolder: String) async throws {
        let logger = Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() }
        var options = PlatformOptions(dataFolder: dataFolder, adminToken: "benchmark-admin-token")
        options.backlogBytes = 8 << 30
        let platform = try await Platform.open(options, logger: logger)
        let doors = WebServer.inProcess(services: platform.services, logger: logger)
        let client = APIClient(transport: doors.transport, token: doors.token)
        _ = try await client.apply(SampleEvents.files((0..<100).map { "played_\($0)" }))
        let key = try await client.createKey("benchmark").key
        let server = WebServer(services: platform.services, port: 0, logger: logger)
        try await server.run([
            { port in
                try FileHandle.standardOutput.write(contentsOf: Data("\(port) \(key)\n".utf8))
                while !Task.isCancelled { try await Task.sleep(for: .seconds(60)) }
            }
        ])
        exit(0)
    }
}
