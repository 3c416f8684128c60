import BasinAPI
import BasinClient
import BasinCore
import BasinServer
import BasinWire
import Testing

@Suite struct HomeTests {
    private static let project: [String: String] = {
        var project = GuardedPlatform.project
        project["datasets/by_country.yaml"] =
            "owner: team-nordic\ndescription: Made for a test.\npartition: day\nstart: 2018-11-01\ntrigger: manual\n"
        project["datasets/by_country.sql"] = "SELECT country, count(*) AS n FROM ticket GROUP BY country"
        return project
    }()

    private static func home(_ guarded: GuardedPlatform, _ name: String, teams: Set<String> = [], may permissions: Set<Permission>? = nil) async throws -> HomeSummary {
        try await guarded.platform.services.pages.home(
            Principal(name: name, permissions: permissions ?? Set(Permission.allCases), teams: teams))
    }

    @Test("before anything came, home knows which first steps are done")
    func first() async throws {
        let guarded = try await GuardedPlatform(Self.project)
        let before = try await Self.home(guarded, "anna")
        #expect(before.hasDefinitions && !before.hasKey && !before.hasData && before.datasets == 4)
        try await guarded.fill()
        let after = try await Self.home(guarded, "anna")
        #expect(after.hasKey && after.hasData && after.troubles.isEmpty && after.troubleCounts.isEmpty)
    }

    @Test("what came in this hour counts at once, and what was refused is told apart once it is delivered")
    func events() async throws {
        let guarded = try await GuardedPlatform(Self.project)
        try await guarded.fill()
        let sent = try await Self.home(guarded, "anna")
        #expect(sent.hours.count == 48 && sent.hours.last?.received == 7)
        #expect(sent.hours.dropLast().allSatisfy { $0.received == 0 })
        // A query that names types has them delivered first.
        let owner = Principal(name: "nora", teams: ["team-listening", "team-support"])
        let answer = try await guarded.platform.services.query(
            QueryRequest(sql: "SELECT 1 FROM ticket, visit, payout", format: "csv"), owner, Departure())
        for try await _ in answer.body {}
        let delivered = try await Self.home(guarded, "anna")
        #expect(delivered.hours.last?.received == 7 && delivered.hours.last?.quarantined == 1)
        #expect(delivered.busyTypes == 3 && delivered.busiest.first?.type == "visit" && delivered.busiest.first?.received == 3)
        #expect(delivered.busiest.first { $0.type == "payout" }?.quarantined == 1)
    }

    @Test("what an import refuses is in the ledger of its hour, and was not received from a client in it")
    func imports() async throws {
        let folder = try ServerFolder()
        let services = try await folder.open().services
        _ = try await services.apply(DefinitionFiles(files: ServerFolder.project), Principal(name: "test"), .none)
        let old = Hour(index: Hour(Clock.system.now()).index - 120)
        let summary = try await ServerFolder.importing(
            "{\"ts\":\"\(old):00:00Z\",\"song\":\"a\"}\n{\"ts\":\"\(old):00:01Z\",\"seconds\":1}\n", into: services)
        #expect(summary.quarantined == 1)
        let home = try await services.pages.home(Principal(name: "anna"))
        #expect(home.hours.allSatisfy { $0.received == 0 && $0.quarantined == 0 } && home.busyTypes == 0 && home.busiest.isEmpty)
        #expect(try await services.dataset("song_played").ledger.quarantined == 1)
    }

    @Test("one's teams' data is one's own, what is asked for more than before rises, and requests wait for who decides them")
    func own() async throws {
        let guarded = try await GuardedPlatform(Self.project)
        try await guarded.fill()
        let anna = try await guarded.account("anna", [.analyst])
        for _ in 0..<3 { _ = await anna.ask("SELECT count(*) FROM ticket") }
        _ = await anna.ask("SELECT count(*) FROM visit")
        // A round counts what was used.
        await guarded.platform.tick()
        _ = try await anna.ask(AccessRequestForm(dataset: "payout", purpose: "pay", reason: "To pay."))
        let otto = try await Self.home(guarded, "otto", teams: ["team-support"], may: [.find, .query])
        #expect(otto.owned.map(\.name) == ["ticket", "visit"] && otto.ownedCount == 2 && otto.requestsToDecide == 0)
        #expect(otto.owned.allSatisfy { $0.state == "good" && $0.lastData != nil })
        #expect(otto.rising.map(\.name) == ["ticket"] && otto.rising.first?.usesByDay?.last == 3)
        let nora = try await Self.home(guarded, "nora", teams: ["team-listening"], may: [.find, .query])
        #expect(nora.requestsToDecide == 1 && nora.owned.map(\.name) == ["payout"])
        // Nobody decides their own, and a steward everybody's.
        #expect(try await Self.home(guarded, "anna").requestsToDecide == 0)
        #expect(try await Self.home(guarded, "sten", may: [.find, .govern]).requestsToDecide == 1)
    }

    @Test("a team is told with what it owns and who is in it; a term with what is about it")
    func teams() async throws {
        let guarded = try await GuardedPlatform(Self.project)
        _ = try await guarded.account("mia", [.developer], teams: ["team-support"])
        let catalog = guarded.platform.services.catalog
        let teams = try await catalog.teams()
        #expect(teams.map(\.name) == ["team-listening", "team-nordic", "team-support"])
        #expect(teams.map(\.eventTypes) == [1, 0, 2] && teams.map(\.datasets) == [0, 1, 0])
        let team = try await catalog.team("team-support", Principal(name: "mia", permissions: [.find], teams: ["team-support"]))
        #expect(team.people == ["mia"] && team.summary.contact == "#support" && team.troubles.isEmpty)
        // Who is where is in accounts, which not everybody sees.
        #expect(try await catalog.team("team-support", Principal(name: "otto", permissions: [.find, .query])).people.isEmpty)
        #expect(try await catalog.team("team-support", Principal(name: "aud", permissions: [.find, .audit])).people == ["mia"])
        await #expect(throws: BasinError.self) { try await catalog.team("nothing", Principal(name: "mia")) }
    }
}
