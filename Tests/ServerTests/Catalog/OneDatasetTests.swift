import BasinAPI
import BasinClient
import BasinCore
import BasinServer
import BasinWire
import Testing

@Suite struct OneDatasetTests {
    private static let project: [String: String] = {
        var project = GuardedPlatform.project
        project["datasets/by_country.yaml"] = """
            owner: team-support
            description: Made for a test.
            partition: day
            start: 2018-11-01
            trigger: manual
            checks:
              - row_count: {min: 1}
            """
        project["datasets/by_country.sql"] = "SELECT country, count(*) AS n FROM ticket GROUP BY country"
        return project
    }()

    private static func person(_ name: String, _ roles: [Role], teams: Set<String> = []) -> Principal {
        Principal(name: name, permissions: Set(roles.flatMap(\.permissions)), teams: teams)
    }

    @Test("how a dataset is made is told with its inputs and checks; its SQL to who may query")
    func making() async throws {
        let guarded = try await GuardedPlatform(Self.project)
        let datasets = guarded.platform.services.ofDataset
        let making = try await datasets.making("by_country", Self.person("anna", [.analyst]))
        #expect(making.sql?.contains("FROM ticket") == true && making.work == "sql" && making.trigger == "manual")
        #expect(making.inputs.map(\.name) == ["ticket"] && making.inputs.map(\.kind) == ["event"])
        #expect(making.checks.map(\.rule) == ["It has 1 row or more."] && making.checks.allSatisfy(\.blocking))
        #expect(try await datasets.making("by_country", Principal(name: "kim", permissions: [.find])).sql == nil)
        await #expect(throws: BasinError.self) { try await datasets.making("ticket", .admin) }
        await #expect(throws: BasinError.self) { try await datasets.making("nothing", .admin) }
        #expect(try await datasets.checks("by_country", 10, [], .admin).isEmpty)
        let detail = try await guarded.admin.dataset("by_country")
        #expect(detail.freshness == "empty" && detail.contact == "#support" && !detail.summary.removed)
    }

    @Test("to ask for rows that failed is a read of what the checks look at: noted, and refused as one; without them nothing is read")
    func failingRows() async throws {
        var project = Self.project
        project["datasets/paid.yaml"] = """
            owner: team-listening
            description: Made for a test.
            access: restricted
            partition: day
            start: 2018-11-01
            trigger: manual
            checks:
              - row_count: {min: 1}
            """
        project["datasets/paid.sql"] = "SELECT amount FROM payout"
        let guarded = try await GuardedPlatform(project)
        let datasets = guarded.platform.services.ofDataset
        func reads() async throws -> [String] {
            try await guarded.admin.auditRecords(object: "paid", action: "read").filter { $0.details["way"] == "checks" }
                .map { "\($0.person) \($0.outcome)" }
        }
        let kim = Principal(name: "kim", permissions: [.find]), anna = Self.person("anna", [.analyst])
        let nora = Self.person("nora", [.analyst], teams: ["team-listening"])
        for person in [kim, anna, nora] { _ = try await datasets.checks("paid", 10, [], person) }
        #expect(try await reads().isEmpty)
        for person in [kim, anna] {
            await #expect(throws: BasinError.self) { try await datasets.checks("paid", 10, ["row_count"], person) }
        }
        _ = try await datasets.checks("paid", 10, ["row_count"], nora)
        #expect(try await reads() == ["nora done", "anna refused", "kim refused"])
    }

    @Test("what somebody may read is told as it is decided, with the grants that they may see")
    func access() async throws {
        let guarded = try await GuardedPlatform(Self.project)
        _ = try await guarded.account("anna", [.analyst])
        _ = try await guarded.account("bo", [.analyst])
        _ = try await guarded.grant("anna", .personal, of: "ticket", for: "support")
        _ = try await guarded.grant("bo", .personal, of: "ticket", for: "support")
        let datasets = guarded.platform.services.ofDataset
        let anna = Self.person("anna", [.analyst])
        let ticket = try await datasets.access("ticket", anna)
        #expect(ticket.rows == "all" && !ticket.restricted && ticket.grants.map(\.account) == ["anna"])
        let email = try #require(ticket.sealed.first { $0.name == "email" })
        #expect(email.purposes == ["support"] && email.opens == ["support"])
        #expect(ticket.sealed.first { $0.name == "illness" }?.opens == [])
        #expect(try await datasets.access("ticket", .admin).grants.count == 2)
        #expect(try await datasets.access("payout", anna).rows == "ask")
        #expect(try await datasets.access("payout", Self.person("lee", [.analyst], teams: ["team-listening"])).rows == "all")
        let nordic = try await datasets.access("visit", Self.person("ole", [.analyst], teams: ["team-nordic"]))
        #expect(nordic.rows == "some" && nordic.conditions == ["country IN ('SE', 'NO')"] && nordic.rowTeams == ["team-nordic"])
        _ = try await guarded.platform.services.access.ask(
            AccessRequestForm(dataset: "payout", purpose: "billing", reason: "A bill"), anna)
        #expect(try await datasets.access("payout", anna).requests.map(\.state) == ["open"])
        #expect(try await datasets.access("payout", Self.person("bo", [.analyst])).requests.isEmpty)
        #expect(try await datasets.access("payout", Self.person("lee", [.analyst], teams: ["team-listening"])).requests.count == 1)
    }

    @Test("who uses a dataset is counted for everybody, and named to who may audit")
    func use() async throws {
        let guarded = try await GuardedPlatform(Self.project)
        try await guarded.fill()
        let anna = try await guarded.account("anna", [.analyst])
        for _ in 0..<3 { _ = await anna.ask("SELECT count(*) FROM ticket t JOIN visit v USING (country)") }
        // What was used is written down.
        _ = try await guarded.admin.cost()
        let datasets = guarded.platform.services.ofDataset
        let use = try await datasets.use("ticket", 30, Self.person("kim", [.analyst]))
        #expect(use.readers == 1 && use.accounts == nil && use.reads.filter { $0.way == "query" }.map(\.reads) == [3])
        let audited = try await datasets.use("ticket", 30, .admin)
        #expect(audited.accounts?.map(\.account) == ["anna"] && audited.accounts?.map(\.queries) == [3])
        #expect(try await datasets.use("payout", 30, .admin).reads.isEmpty)
    }
}
