import BasinClient
import BasinCore
import BasinServer
import BasinWire
import Foundation
import Logging

/// The server that benchmarks load, in a process of its own so that its processor time is its own.
enum IntakeServer {
    /// - Parameter delivers: false: it receives and makes durable only, so that the figure is intake's alone.
    ///   - hour: seconds after which an hour is over, so that hours are sealed while a benchmark runs; nil: 3,600.
    static func run(dataFolder: String, delivers: Bool, hour: Double? = nil) async throws {
        let logger = Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() }
        var options = PlatformOptions(dataFolder: dataFolder, adminToken: "benchmark-admin-token")
        if !delivers { options.backlogBytes = 8 << 30 }
        let clock = hour.map(Self.clock) ?? .system
        let platform = try await Platform.open(options, clock: clock, logger: logger)
        let doors = WebServer.inProcess(services: platform.services, logger: logger)
        let client = APIClient(transport: doors.transport, token: doors.token)
        _ = try await client.apply(SampleEvents.files((0..<100).map { "played_\($0)" }))
        let key = try await client.createKey("benchmark").key
        if delivers { Task { await platform.run() } }
        let server = WebServer(services: platform.services, port: 0, logger: logger)
        try await server.run([
            { port in
                try FileHandle.standardOutput.write(contentsOf: Data("\(port) \(key)\n".utf8))
                while !Task.isCancelled { try await Task.sleep(for: .seconds(60)) }
            }
        ])
        exit(0)
    }

    /// The system's, but that it jumps so that every so many seconds an hour has gone.
    private static func clock(hour: Double) -> Clock {
        let start = ContinuousClock.now
        return Clock {
            let hours = Int64(((ContinuousClock.now - start) / .seconds(1)) / hour)
            return Clock.system.now() + .seconds(hours * Int64(3600 - hour))
        }
    }

    /// Runs it from this program, for as long as `body` takes.
    static func with(
        dataFolder: String, delivers: Bool = false, hour: Double? = nil, _ body: (_ port: UInt16, _ key: String, _ process: Int32) throws -> Void
    ) throws {
        let server = Process()
        server.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
        server.arguments = [delivers ? "serve-all" : "serve", dataFolder] + (hour.map { ["\($0)"] } ?? [])
        let output = Pipe()
        server.standardOutput = output
        try server.run()
        defer {
            server.terminate()
            server.waitUntilExit()
        }
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        let parts = line.split(whereSeparator: \.isWhitespace)
        guard parts.count == 2, let port = UInt16(parts[0]) else {
            throw BasinError(.system, "The benchmark's server did not start.")
        }
        try body(port, String(parts[1]), server.processIdentifier)
    }
}
