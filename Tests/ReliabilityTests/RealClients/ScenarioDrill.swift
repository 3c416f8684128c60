import Foundation
import Synchronization

/// One server, and every client of a scenario at work on it at the same time; then what became of it all.
struct ScenarioDrill: Sendable {
    let scenario: ClientScenario
    private(set) var clients: [RealClient: ClientEvidence] = [:]
    private(set) var rows: [String: [EventRow]] = [:]
    /// By event type; "" for events of no known type.
    private(set) var refused: [String: [RefusedEvent]] = [:]
    /// Rows of `identity_links` whose user is one that the clients named, and how many users those are.
    private(set) var links: (rows: Int, users: Int) = (0, 0)

    private static let done = Mutex<[ClientScenario: Result<ScenarioDrill, any Error>]>([:])

    /// Runs it the first time. The clients of one scenario share the run, each test looks at one of them.
    static func of(_ scenario: ClientScenario) throws -> ScenarioDrill {
        if let known = done.withLock({ $0[scenario] }) { return try known.get() }
        let result = Result { () throws -> ScenarioDrill in try ScenarioDrill(running: scenario) }
        done.withLock { $0[scenario] = result }
        return try result.get()
    }

    private init(running scenario: ClientScenario) throws {
        self.scenario = scenario
        let folder = try TestFolder("clients-\(scenario.rawValue)")
        let basin = try BasinProcess(folder, project: ClientProject.write(to: folder, scenario: scenario))
        try basin.start()
        let drivers = try scenario.clients.map { client in
            let interferences = scenario == .killed ? client.interferences : [:]
            let interceptor = scenario.isIntercepted ? try Interceptor(server: basin.port, plan: interferences) : nil
            return try DriverProcess(
                client, scenario, port: basin.port, interceptor: interceptor,
                key: Self.key(of: client, scenario, basin), in: folder)
        }
        for driver in drivers { try driver.waitUntilReady() }
        try folder.write("begin", "")
        if scenario == .killed { try Self.killInMidBatch(basin, drivers) }
        for driver in drivers { clients[driver.client] = try driver.finish() }
        try readRows(basin)
        try readRefused(basin)
        if scenario == .normal || scenario == .killed { try readLinks(basin) }
        guard basin.stop() == 0 else {
            throw DrillFailure("the server did not stop well: \(basin.errorText().suffix(800))")
        }
    }

    private static func key(of client: RealClient, _ scenario: ClientScenario, _ basin: BasinProcess) throws -> String {
        if scenario == .badKey { return client.hasKey ? "bk_not_a_key_of_this_server" : "elsewhere" }
        guard client.hasKey else { return ClientProject.application }
        let limit = scenario.limit(client).map { ["--limit", $0] } ?? []
        let made = try basin.command(["key", "create", client.rawValue] + limit + basin.url)
        guard made.code == 0 else { throw DrillFailure("basin key create: \(made.errors)") }
        return made.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Every client has a request at the server of which only the last byte is missing. It arrives, and the server
    /// dies: some were durable by then and some were not, and no client can know.
    private static func killInMidBatch(_ basin: BasinProcess, _ drivers: [DriverProcess]) throws {
        for driver in drivers { try driver.waitUntilHeld() }
        for driver in drivers { driver.interceptor?.release() }
        var generator = SeededGenerator(seed: Surroundings.seed)
        Waiting.pause(Double.random(in: 0..<0.004, using: &generator))
        basin.kill()
        for driver in drivers { driver.interceptor?.disconnect() }
        try basin.start()
        for driver in drivers { try driver.interceptor?.connect(to: basin.port) }
    }

    // MARK: Reading

    private mutating func readRows(_ basin: BasinProcess) throws {
        let parts = scenario.clients.flatMap { client in
            client.types.map { type in
                let value = switch type {
                case client.songType: "CAST(n AS VARCHAR)"
                case client.pageType: "title || '|' || url"
                default: "call"
                }
                return "SELECT '\(type)' AS type, _event_id, \(value) AS value FROM \(type)"
            }
        }
        for row in try table(basin, parts.joined(separator: " UNION ALL ")) {
            guard row.count == 3 else { throw DrillFailure("a row of \(row.count) cells: \(row)") }
            rows[row[0], default: []].append(EventRow(id: row[1], value: row[2]))
        }
    }

    private func table(_ basin: BasinProcess, _ sql: String) throws -> [[String]] {
        let done = try basin.command(["query", sql, "--format", "csv"] + basin.url)
        guard done.code == 0 else { throw DrillFailure("basin query: \(done.errors)") }
        return done.output.split(whereSeparator: \.isNewline).dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    private mutating func readRefused(_ basin: BasinProcess) throws {
        struct Total: Decodable { var type: String? }
        func read<Value: Decodable>(_ arguments: [String], as type: Value.Type) throws -> Value {
            let done = try basin.command(["quarantine"] + arguments + ["--format", "json"] + basin.url)
            guard done.code == 0 else { throw DrillFailure("basin quarantine: \(done.errors)") }
            return try JSONDecoder().decode(type, from: Data(done.output.utf8))
        }
        for total in try read([], as: [Total].self) {
            let which = [total.type ?? "--unknown", "--events", "--limit", "1000"]
            refused[total.type ?? ""] = try read(which, as: [RefusedEvent].self)
        }
    }

    private mutating func readLinks(_ basin: BasinProcess) throws {
        let users = clients.values.flatMap { $0.report.sent.compactMap(\.link) }.map { "subject('\($0)')" }
        let named = users.joined(separator: ", ")
        let sql = "SELECT count(*), count(DISTINCT user_id) FROM identity_links WHERE user_id IN (\(named))"
        let counts = try table(basin, sql).first?.compactMap { Int($0) } ?? []
        guard counts.count == 2 else { throw DrillFailure("identity_links cannot be counted") }
        links = (counts[0], counts[1])
    }
}
