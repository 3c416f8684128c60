import BasinClient
import BasinCore
import BasinDefinitions
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
        dataFolder: String, masterKeyFile: String?, works: Bool = false, _ body: @escaping @Sendable (APIClient) async throws -> Answer
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

    /// The operator's file of places, for a server and for commands on a data folder alike.
    static var geoFile: String? { ProcessInfo.processInfo.environment["BASIN_GEO"].flatMap { $0.isEmpty ? nil : $0 } }

    /// A variable of the environment that says something.
    static func setting(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// What others call this platform's datasets by.
    static func namespace(_ given: String?) throws -> OwnNamespace {
        try (given ?? setting("BASIN_LINEAGE_NAMESPACE")).map { try OwnNamespace($0) } ?? .standard
    }

    /// Runs `body` with a client on a data folder that is new and gone afterwards: what would be, where nothing is yet.
    static func withNewFolder<Answer: Sendable>(_ body: @Sendable (APIClient) async throws -> Answer) async throws -> Answer {
        let folder = FileManager.default.temporaryDirectory.path + "/basin-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
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
        try await FolderCheck(dataFolder: dataFolder, masterKeyFile: masterKeyFile, repairs: repairs, clock: clock).findings()
    }

    /// Makes a data folder of a backup.
    static func restore(_ backup: String, dataFolder: String, masterKeyFile: String?) async throws -> RestoreSummary {
        try await Restore(backup: backup, dataFolder: dataFolder, masterKeyFile: masterKeyFile, clock: clock).run()
    }

    /// The issuers that an operator's file trusts, with the secrets that its secret files hold.
    static func signIn(file path: String) throws -> SignInSettings {
        var settings = try SignInReader.read(try text(ofFile: path, upTo: 1 << 20), path: path)
        let folder = path.contains("/") ? String(path[...(path.lastIndex(of: "/") ?? path.startIndex)]) : ""
        for index in settings.issuers.indices {
            guard let secret = settings.issuers[index].clientSecretFile else { continue }
            let text = try text(ofFile: secret.hasPrefix("/") ? secret : folder + secret, upTo: 4 << 10)
            let lines = text.split(whereSeparator: \.isNewline)
            guard lines.count == 1, let line = lines.first else {
                throw BasinError(.invalid, "\(secret) holds no secret, or more than one line; put the client's secret there and nothing else.")
            }
            settings.issuers[index].clientSecret = ClientSecret(String(line))
        }
        return settings
    }

    private static func text(ofFile path: String, upTo most: Int) throws -> String {
        guard let bytes = FileManager.default.contents(atPath: path), let text = String(validating: bytes, as: UTF8.self) else {
            throw BasinError(.notFound, "\(path) cannot be read as text; name a file that is there.")
        }
        guard bytes.count <= most else { throw BasinError(.tooLarge, "\(path) is larger than \(most) bytes; is it the right file?") }
        return text
    }

    /// The definition files of a project by path.
    static func definitions(inFolder folder: String) throws -> [String: String] {
        try Project.files(inFolder: folder)
    }

    static func isProject(_ folder: String) -> Bool {
        FileManager.default.fileExists(atPath: folder + "/teams.yaml")
    }

    /// The system's clock; for drills moved by the seconds that the file named by `BASIN_CLOCK_FILE` holds, read anew
    /// each time, so that a clock that jumps can be rehearsed on a running server.
    private static var clock: Clock {
        guard let path = ProcessInfo.processInfo.environment["BASIN_CLOCK_FILE"], !path.isEmpty else { return .system }
        return Clock {
            let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
            let seconds = Int64(text.filter { !$0.isWhitespace }) ?? 0
            return Clock.system.now() + .seconds(seconds)
        }
    }

    /// This program, to be started again as a worker.
    static var program: String { (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0] }

    /// The token that the operator chose, if any.
    static var adminToken: String? {
        ProcessInfo.processInfo.environment["BASIN_ADMIN_TOKEN"].flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func logger(_ level: Logger.Level, _ format: LogFormat = .text) -> Logger {
        var logger = Logger(label: "basin") { label in
            switch format {
            case .text: StreamLogHandler.standardError(label: label)
            case .json: JSONLogHandler()
            }
        }
        logger.logLevel = level
        return logger
    }
}
