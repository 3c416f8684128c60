import ArgumentParser
import BasinClient
import BasinCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Where Basin is: a server, or a data folder that no server owns.
struct ConnectionOptions: ParsableArguments {
    @Option(help: "The server, e.g. http://127.0.0.1:8080. Also BASIN_URL.")
    var url: String?

    @Option(help: "Your token for the server. Better in BASIN_TOKEN: other users see arguments.")
    var token: String?

    @Option(help: "With https: a file of authorities, in PEM form, to trust beside the system's. Also BASIN_CA.")
    var ca: String?

    @Option(help: "Without a server: the data folder. (default: .basin)")
    var data: String?

    @Option(help: "The folder of the definitions.")
    var project = "."

    @Option(name: .customLong("master-key"), help: "Without a server: the file of the master key, if not beside the data folder.")
    var masterKey: String?

    func validate() throws {
        guard url == nil || data == nil else {
            throw ValidationError("Give either --url, for a server, or --data, for a folder that no server owns.")
        }
    }

    /// For commands that are of use with a running server only.
    func requireServer() throws {
        let given = url ?? (data == nil ? ProcessInfo.processInfo.environment["BASIN_URL"] : nil) ?? ""
        guard given.isEmpty else { return }
        throw ValidationError("New events come to a server: name it with --url, or in BASIN_URL.")
    }

    /// The address of the server that is named, without a slash at its end; nil without one.
    var serverAddress: String? {
        let given = url ?? (data == nil ? ProcessInfo.processInfo.environment["BASIN_URL"] : nil) ?? ""
        return given.isEmpty ? nil : given.hasSuffix("/") ? String(given.dropLast()) : given
    }

    /// What a command does where there is no data folder.
    enum MissingFolder { case refuse, begin, pretend }

    /// Runs `body` with a client. `works`: it waits for what the platform does by itself, which without a server this
    /// process must do meanwhile.
    func withClient<Answer: Sendable>(
        missing: MissingFolder = .refuse, works: Bool = false,
        _ body: @escaping @Sendable (APIClient) async throws -> Answer
    ) async throws -> Answer {
        let environment = ProcessInfo.processInfo.environment
        if let url = url ?? (data == nil ? environment["BASIN_URL"] : nil), !url.isEmpty {
            let transport = try HTTPTransport.make(url: url, authorities: ca ?? LocalPlatform.setting("BASIN_CA"))
            return try await body(APIClient(transport: transport, token: token ?? environment["BASIN_TOKEN"]))
        }
        let folder = data ?? LocalPlatform.defaultDataFolder
        if !FileManager.default.fileExists(atPath: folder) {
            switch missing {
            case .begin: break
            case .pretend: return try await LocalPlatform.withNewFolder(body)
            case .refuse:
                throw BasinError(
                    .notFound,
                    "There is no data folder \(folder); begin one with `basin up` or `basin apply`, name one with "
                        + "--data, or a server with --url.")
            }
        }
        return try await LocalPlatform.withClient(dataFolder: folder, masterKeyFile: masterKey, works: works, body)
    }
}
