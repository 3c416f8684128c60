import BasinClient
import BasinCore
import BasinServer
import BasinWire
import Synchronization
import Testing

/// Queries that are definitions.
@Suite struct SavedQueryTests {
    private static let yaml = """
        owner: team-support
        description: How often people of a country asked for help.
        parameters:
          country: {type: VARCHAR, description: As ISO 3166 has it., default: SE, values: [SE, DE]}
          least:   {type: BIGINT, default: 0}
        """
    private static let sql = "SELECT country, count(*) AS n FROM ticket WHERE country = $country GROUP BY 1 HAVING count(*) > $least"

    private static func project(_ yaml: String = yaml, _ sql: String = sql) -> [String: String] {
        GuardedPlatform.project.merging(["queries/asked.yaml": yaml, "queries/asked.sql": sql]) { $1 }
    }

    private static func run(_ client: APIClient, _ arguments: [QueryArgument] = [], format: String? = nil) async throws -> String {
        let text = Mutex("")
        try await client.runSaved("asked", SavedQueryRequest(format: format, arguments: arguments)) { bytes in
            text.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
        }
        return text.withLock { $0 }
    }

    @Test("it runs with its defaults or what is given, and with the rights of whoever asks", arguments: [false, true])
    func runs(_ hasWorkers: Bool) async throws {
        let guarded = try await GuardedPlatform(Self.project(), queries: hasWorkers ? ServerFolder.workers : QueryOptions())
        try await guarded.fill()
        let anna = try await guarded.account("anna", [.analyst]), vera = try await guarded.account("vera", [.viewer])
        #expect(try await Self.run(anna) == "country,n\r\nSE,1\r\n")
        #expect(try await Self.run(anna, [QueryArgument(name: "country", value: "DE")]) == "country,n\r\nDE,1\r\n")
        #expect(try await Self.run(anna, [QueryArgument(name: "least", value: "1")]) == "country,n\r\n")
        #expect(try await Self.run(anna, format: "json").contains("\"country\":\"SE\""))
        for wrong in [
            QueryArgument(name: "country", value: "NO"), QueryArgument(name: "country", value: nil), QueryArgument(name: "least", value: "few"),
            QueryArgument(name: "other", value: "1"), QueryArgument(name: "country", value: "SE' OR true --"),
        ] {
            let error = await #expect(throws: BasinError.self) { try await Self.run(anna, [wrong]) }
            #expect(error?.code == .query)
        }
        let error = await #expect(throws: BasinError.self) { try await Self.run(vera) }
        #expect(error?.code == .forbidden)
        #expect(try await anna.askedQueries(QueryHistoryFilter()).last?.sql == Self.sql)
    }

    @Test("it is found, described and among those that a change hurts")
    func found() async throws {
        let guarded = try await GuardedPlatform(Self.project())
        let vera = try await guarded.account("vera", [.viewer])
        let saved = try await vera.savedQuery(named: "asked")
        #expect(saved.datasets == ["ticket"] && saved.parameters.map(\.name) == ["country", "least"] && saved.sql == Self.sql)
        #expect(try await vera.savedQueries() == [saved])
        await #expect(throws: BasinError.self) { try await vera.savedQuery(named: "missing") }
        let hits = try await vera.search(SearchRequest(text: "people of a country", kinds: ["query"])).hits
        #expect(hits.map(\.name) == ["asked"] && hits.first?.kind == "query")
        let readers = try await vera.lineage(of: "ticket", column: nil, direction: "down", depth: nil).queries
        #expect(readers == [LineageAnswer.Reader(name: "asked", owner: "team-support", reads: ["ticket"])])
        #expect(try await vera.lineage(of: "ticket", column: nil, direction: "up", depth: nil).queries.isEmpty)
        // Under the columns that it reads, and no others.
        #expect(try await vera.lineage(of: "ticket", column: "country", direction: "down", depth: nil).queries == readers)
        #expect(try await vera.lineage(of: "ticket", column: "nickname", direction: "down", depth: nil).queries.isEmpty)

        // Taken out again.
        _ = try await guarded.admin.apply(GuardedPlatform.project)
        #expect(try await vera.savedQueries().isEmpty)
        #expect(try await vera.search(SearchRequest(text: "asked", kinds: ["query"])).hits.isEmpty)
    }

    @Test("what could not run is not applied, and the plan says where", arguments: [
        (yaml, "SELECT * FROM nothing WHERE $country = 'x' AND $least > 1", "nothing"),
        (yaml, "SELECT * FROM ticket WHERE country = $country", "least"),
        (yaml, "SELECT * FROM ticket WHERE country = $country AND 1 > $least AND $other", "$other"),
        (yaml, "SELECT * FROM ticket WHERE country = ? AND 1 > ?", "parameters"),
        (yaml, "DROP VIEW ticket", "SELECT"), (yaml, "SELECT $country, $least FROM read_csv('/etc/passwd')", "read_csv"),
        (yaml.replacing("BIGINT, default: 0", with: "BIGINT, default: few"), sql, "least"),
        (yaml.replacing("BIGINT", with: "STRUCT(a INT)"), sql, "least"), (yaml.replacing("default: SE", with: "default: NO"), sql, "default"),
        (yaml.replacing("team-support", with: "team-nobody"), sql, "team-nobody"),
    ])
    func refused(_ yaml: String, _ sql: String, _ told: String) async throws {
        let guarded = try await GuardedPlatform()
        let error = await #expect(throws: BasinError.self) { try await guarded.admin.apply(Self.project(yaml, sql)) }
        #expect(error?.code == .definition && error?.message.contains(told) == true)
        #expect(error?.message.contains("queries/asked.") == true)
    }

    @Test("an event type that a saved query reads is not taken away under it")
    func removal() async throws {
        let guarded = try await GuardedPlatform(Self.project())
        let without = Self.project().filter { $0.key != "events/ticket.yaml" }
        let error = await #expect(throws: BasinError.self) { try await guarded.admin.apply(without) }
        #expect(error?.message.contains("query asked") == true)
        _ = try await guarded.admin.apply(without.filter { $0.key != "queries/asked.yaml" })
    }
}
