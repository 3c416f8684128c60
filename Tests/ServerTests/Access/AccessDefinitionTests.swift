import BasinClient
import BasinCore
import BasinWire
import Testing

/// `access` and `rows` in definitions, held against the engine that will ask them.
@Suite struct AccessDefinitionTests {
    private static func event(_ access: String) -> String {
        """
        owner: team-support
        description: Somebody came.
        \(access)
        fields:
          country: {type: string, classification: none}
          email:   {type: string, classification: personal}
          rows:    {type: int32, classification: none}
        """
    }

    private static func dataset(_ access: String) -> [String: String] {
        [
            "datasets/visits.yaml": """
                owner: team-support
                description: Visits by country.
                partition: day
                start: 2018-11-01
                \(access)
                """,
            "datasets/visits.sql": "SELECT country, count(*) AS n FROM visit GROUP BY country",
        ]
    }

    private static let teams = ["teams.yaml": "team-support: {contact: \"#support\"}\nteam-nordic: {contact: \"#nordic\"}\n"]

    private static func plan(_ files: [String: String]) async throws -> String {
        let guarded = try await GuardedPlatform(teams)
        do {
            let answer = try await guarded.admin.plan(teams.merging(files) { _, new in new })
            return answer.isApplicable ? "ok" : answer.changes.filter { $0.kind == "breaking" }.flatMap(\.details).joined(separator: "\n")
        } catch let error as BasinError {
            return error.message
        }
    }

    @Test(
        "rules that can be asked are taken",
        arguments: [
            "access: open", "access: restricted", "rows: [{teams: [team-nordic], where: \"country = 'SE'\"}]",
            "access: restricted\nrows: [{teams: [team-nordic, team-support], where: \"rows > 3 AND country LIKE 'S%'\"}]",
            "rows: [{teams: [team-nordic], where: \"_event_time > TIMESTAMPTZ '2018-11-01'\"}]",
        ])
    func good(_ access: String) async throws {
        #expect(try await Self.plan(["events/visit.yaml": Self.event(access)]) == "ok")
    }

    @Test(
        "others say what is wrong",
        arguments: [
            ("access: secret", "open, restricted"), ("rows: []", "list"), ("rows: SE", "list"),
            ("rows: [{teams: [team-nordic]}]", "both who and which"), ("rows: [{where: \"true\"}]", "both who and which"),
            ("rows: [{teams: [], where: \"true\"}]", "for nobody"), ("rows: [{teams: [team-south], where: \"true\"}]", "team-south"),
            ("rows: [{teams: [team-nordic], where: \"city = 'Lund'\"}]", "city"),
            ("rows: [{teams: [team-nordic], where: \"email = 'a'\"}]", "sealed"),
            ("rows: [{teams: [team-nordic], where: \"country = \"}]", "cannot be asked"),
            ("rows: [{teams: [team-nordic], where: \"true) OR (true\"}]", "ok?"),
            ("rows: [{teams: [team-nordic], where: \"country IN (SELECT country FROM visit)\"}]", "cannot be asked"),
            ("rows: [{teams: [team-nordic], where: \"now() > '2018-11-01'\"}]", "cannot be asked"),
            ("rows: [{teams: [team-nordic], where: \"getenv('HOME') = ''\"}]", "cannot be asked"),
            ("rows: [{teams: [team-nordic], where: \"country\"}]", "ok?"),
            ("rows: [{teams: [team-nordic], where: \"count(*) > 1\"}]", "cannot be asked"),
            ("rows: [{teams: [team-nordic], where: \"true; DROP TABLE visit\"}]", "cannot be asked"),
            ("rows: [{teams: [team-nordic], where: \"true\", who: me}]", "who"),
        ])
    func bad(_ access: String, _ expected: String) async throws {
        let answer = try await Self.plan(["events/visit.yaml": Self.event(access)])
        if expected == "ok?" {
            // Whole as a condition, it may stand where a condition stands.
            #expect(answer == "ok" || answer.contains("cannot be asked"), "\(answer)")
        } else {
            #expect(answer != "ok" && answer.contains(expected), "\(answer)")
        }
    }

    @Test("what is made of guarded rows says who may read it")
    func derived() async throws {
        for access in ["access: restricted", "rows: [{teams: [team-nordic], where: \"country = 'SE'\"}]"] {
            let event = ["events/visit.yaml": Self.event(access)]
            func plan(_ own: String) async throws -> String { try await Self.plan(event.merging(Self.dataset(own)) { _, new in new }) }
            #expect(try await plan("").contains("not everybody may read"))
            #expect(try await plan("access: open") == "ok")
            #expect(try await plan("access: restricted") == "ok")
            #expect(try await plan("rows: [{teams: [team-nordic], where: \"n > 100\"}]") == "ok")
            #expect(try await plan("rows: [{teams: [team-nordic], where: \"email = ''\"}]").contains("cannot be asked"))
        }
        #expect(try await Self.plan(["events/visit.yaml": Self.event("")].merging(Self.dataset("")) { _, new in new }) == "ok")
    }

    @Test("a change of who may read is a change that the plan tells")
    func changes() async throws {
        let guarded = try await GuardedPlatform(Self.teams.merging(["events/visit.yaml": Self.event("")]) { _, new in new })
        func apply(_ access: String) async throws -> [String] {
            try await guarded.admin.apply(Self.teams.merging(["events/visit.yaml": Self.event(access)]) { _, new in new }).changes.flatMap(\.details)
        }
        #expect(try await apply("access: restricted").contains { $0.contains("grant") })
        #expect(try await apply("access: restricted").isEmpty)
        #expect(try await apply("access: open").contains { $0.contains("Everybody") })
        #expect(try await apply("").isEmpty, "open is what is not said")
    }
}
