import ArgumentParser
import BasinClient
import BasinCore
import BasinServer
import BasinWire

struct UpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up", abstract: "Run the server.",
        discussion: "Ctrl-C stops it cleanly; starting again goes on where it was. BASIN_ADMIN_TOKEN chooses the admin "
            + "token; else the first start makes one and prints it once, in the link.")

    @Option(help: "The folder of the definitions, applied at start. (default: this one, if it has a teams.yaml)")
    var project: String?

    @Option(help: "The data folder.")
    var data = LocalPlatform.defaultDataFolder

    @Option(help: "The port; 0 for any that is free.")
    var port = 8080

    @Option(help: "The address to listen on; 0.0.0.0 for all.")
    var host = "127.0.0.1"

    @Option(name: .customLong("master-key"), help: "The file of the master key, to keep it apart from the data.")
    var masterKey: String?

    @Option(name: .customLong("log-format"), help: "How the log is written to standard error: text, or json a line.")
    var logFormat = LogFormat.text
    @Option(help: "A file in MaxMind's format (.mmdb) that says where addresses are. (default: BASIN_GEO, else none)")
    var geo: String?

    @Option(
        name: .customLong("oidc-config"),
        help: "A YAML file of the issuers by which people may sign in (OpenID Connect).")
    var oidcConfig: String?
    @OptionGroup var lineage: LineageOptions
    @OptionGroup var tls: CertificateOptions
    @OptionGroup var postgres: PostgresOptions

    @Flag(help: "Start with the example project, a month of made-up history and apps that send live events.")
    var demo = false

    func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("--port is not between 0 and 65535.") }
        guard !demo || tls.certificate == nil else {
            throw ValidationError(
                "The demo's apps speak to this machine in clear; leave out --demo, or --tls-certificate.")
        }
    }

    func run() async throws {
        let definitions = try self.definitions()
        let isDemo = demo
        var options = PlatformOptions(dataFolder: data, masterKeyFile: masterKey, adminToken: LocalPlatform.adminToken)
        options.pipelines = .workers(program: LocalPlatform.program)
        options.queries = .workers(program: LocalPlatform.program)
        options.geoFile = geo ?? LocalPlatform.geoFile
        options.signIn = try oidcConfig.map { try LocalPlatform.signIn(file: $0) }
        try lineage.apply(to: &options)
        let doors = ServerDoors(
            host: host, port: port, certificate: try tls.read(), postgres: postgres.address(host: host),
            postgresCertificate: try postgres.certificate())
        try await LocalPlatform.serve(
            options, doors, log: logFormat,
            prepare: { client in
                try await Self.apply(definitions, client)
                if isDemo { try await Demo.bringHistory(client, now: Clock.system.now()) }
            },
            companions: [{ client, address in try await LiveView(address: address).run(client) }]
                + (isDemo ? [{ client, address in try await Demo.simulate(client, address) }] : []))
        try Terminal.write("Stopped.\n")
    }

    private func definitions() throws -> [String: String] {
        if demo, project == nil {
            guard LocalPlatform.isProject(Demo.projectFolder) else {
                throw BasinError(
                    .notFound, "There is no \(Demo.projectFolder) here; start the demo from a checkout of Basin.")
            }
            return try LocalPlatform.definitions(inFolder: Demo.projectFolder)
        }
        if let project { return try LocalPlatform.definitions(inFolder: project) }
        guard LocalPlatform.isProject(".") else { return [:] }
        return try LocalPlatform.definitions(inFolder: ".")
    }

    /// Definitions that cannot be applied do not keep a server from running with those it has.
    private static func apply(_ files: [String: String], _ client: APIClient) async throws {
        guard !files.isEmpty else { return }
        do {
            for change in try await client.apply(files, reason: "basin up").changes {
                let version = change.version.map { " v\($0)" } ?? ""
                try Terminal.write(Terminal.printable("\(change.kind) \(change.object)\(version)") + "\n")
            }
        } catch let error as BasinError where [.definition, .conflict].contains(error.code) {
            Terminal.printError("basin: The definitions were not applied; the earlier ones stay. " + error.message)
        }
    }
}
