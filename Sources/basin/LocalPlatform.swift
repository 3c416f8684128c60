import BasinClient
import BasinCore
import BasinServer
import BasinTracing
import BasinWire
import Logging

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The platform inside this process: the only place where the program touches the composition root.
enum LocalPlatform {
    static let defaultDataFolder = ".basin"

    /// Runs `body` with a client on a data folder that this process owns meanwhile. `works`: the platform does by
    /// itself what a server's would, until `body` returns.
    static func withClient<Answer: Sendable>(
        dataFolder: String, masterKeyFile: String?, works: Bool = false,
        _ body: @escaping @Sendable (APIClient) async throws -> Answer
    ) async throws -> Answer {
        var options = PlatformOptions(
            dataFolder: dataFolder, masterKeyFile: masterKeyFile, adminToken: adminToken)
        options.geoFile = geoFile
        options.namespace = try namespace(nil)
        // Only what the command asks for; what is due is a server's business.
        if works { options.pipelines = .workers(program: program, triggers: false) }
        let logger = logger(.warning)
        return try await withPlatform(options, logger) { platform in
            if let token = platform.adminToken {
                Terminal.printError("basin: \(dataFolder) is new. Its admin token, shown this once: \(token)")
            }
            let doors = WebServer.inProcess(services: platform.services, logger: logger)
            let client = APIClient(transport: doors.transport, token: doors.token)
            guard works else { return try await body(client) }
            return try await withThrowingTaskGroup(of: Answer?.self) { group in
                group.addTask {
                    await platform.run()
                    return nil
                }
                group.addTask { try await body(client) }
                defer { group.cancelAll() }
                while let answer = try await group.next() {
                    if let answer { return answer }
                }
                throw BasinError(.system, "The platform stopped before the command had its answer; run it again.")
            }
        }
    }

    /// Runs `body` with a client on a data folder that is new and gone afterwards: what would be, where nothing is yet.
    static func withNewFolder<Answer: Sendable>(
        _ body: @Sendable (APIClient) async throws -> Answer
    ) async throws -> Answer {
        let folder = FileManager.default.temporaryDirectory.path + "/basin-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let logger = logger(.warning)
        return try await withPlatform(PlatformOptions(dataFolder: folder + "/data"), logger) { platform in
            let doors = WebServer.inProcess(services: platform.services, logger: logger)
            return try await body(APIClient(transport: doors.transport, token: doors.token))
        }
    }

    /// Serves until SIGINT or SIGTERM. `prepare` runs before the port is open, `companions` while it is; both have a
    /// client that needs no socket.
    static func serve(
        _ options: PlatformOptions, _ doors: ServerDoors, log: LogFormat,
        prepare: @Sendable (APIClient) async throws -> Void,
        companions: [@Sendable (APIClient, ServerAddress) async throws -> Void]
    ) async throws {
        let logger = logger(.notice, log)
        let (tracing, problems) = TraceSettings.of(ProcessInfo.processInfo.environment)
        for problem in problems {
            logger.warning("traces are not as the environment says", metadata: ["problem": "\(problem)"])
        }
        var options = options
        options.tracer = tracing.map { Tracer(sampler: $0.sampler) }
        try await withPlatform(options, logger) { platform in
            let inside = WebServer.inProcess(services: platform.services, logger: logger)
            let client = APIClient(transport: inside.transport, token: inside.token)
            let token = platform.adminToken
            let others = try doors.others(of: platform, logger: logger)
            try await prepare(client)
            let server = WebServer(
                services: platform.services, host: doors.host, port: doors.port, certificate: doors.certificate,
                tracing: tracing, logger: logger)
            let beside = companions.map { companion -> WebServer.Companion in
                { port in try await companion(client, doors.address(port: port, token: token)) }
            }
            try await server.run([{ _ in await platform.run() }] + beside + others)
        }
    }

    /// Closes the platform whatever happens, so that what it holds is delivered and its folder is free.
    private static func withPlatform<Answer: Sendable>(
        _ options: PlatformOptions, _ logger: Logger, _ body: (Platform) async throws -> Answer
    ) async throws -> Answer {
        let platform = try await Platform.open(options, clock: clock, logger: logger)
        do {
            let answer = try await body(platform)
            await platform.close()
            return answer
        } catch {
            await platform.close()
            throw error
        }
    }

    /// What `basin fsck` finds in a data folder that no server owns.
    static func check(dataFolder: String, masterKeyFile: String?, repairs: Bool) async throws -> [FindingSummary] {
        try await FolderCheck(dataFolder: dataFolder, masterKeyFile: masterKeyFile, repairs: repairs, clock: clock)
            .findings()
    }

    /// Makes a data folder of a backup.
    static func restore(_ backup: String, dataFolder: String, masterKeyFile: String?) async throws -> RestoreSummary {
        try await Restore(backup: backup, dataFolder: dataFolder, masterKeyFile: masterKeyFile, clock: clock).run()
    }
}
