import BasinCore
import BasinDefinitions
import Testing

@Suite("Saved queries are read")
struct SavedQueryReadingTests {
    private static let start = "owner: team-growth\ndescription: What is asked.\n"

    private func read(_ yaml: String, sql: String? = "SELECT $country") -> ProjectReading {
        var files = ["teams.yaml": "team-growth: {contact: growth@example.com}", "queries/top.yaml": yaml]
        files["queries/top.sql"] = sql
        return Project.read(files: files)
    }

    @Test("a query has an owner, a description, SQL and parameters by name")
    func whole() throws {
        let project = try read(
            Self.start + "parameters:\n  least: {type: BIGINT, default: 10}\n  country: {type: VARCHAR, values: [SE, DE], description: Where.}\n"
        ).get()
        #expect(project.queries.map(\.query) == [
            SavedQuery(
                name: "top", owner: "team-growth", description: "What is asked.",
                parameters: [
                    .init(name: "country", type: "VARCHAR", description: "Where.", choices: ["SE", "DE"]),
                    .init(name: "least", type: "BIGINT", value: "10"),
                ], sql: "SELECT $country")
        ])
    }

    @Test("what is wrong is told with its line", arguments: [
        ("description: x\n", 1), ("owner: team-growth\n", 1), ("owner: team-other\ndescription: x\n", 1), (start + "sql: SELECT 1\n", 3),
        (start + "parameters: [country]\n", 3), (start + "parameters:\n  Country: {type: VARCHAR}\n", 4),
        (start + "parameters:\n  country: {default: SE}\n", 4), (start + "parameters:\n  country: {type: VARCHAR, must: true}\n", 4),
        (start + "parameters:\n  country: {type: VARCHAR, values: []}\n", 4),
        (start + "parameters:\n  country: {type: VARCHAR, values: [SE], default: DE}\n", 4),
        (start + "parameters:\n  country: {type: VARCHAR, default: [SE]}\n", 4), ("[]", 1),
    ])
    func problems(_ yaml: String, _ line: Int) {
        let problems = Sample.problems(read(yaml))
        #expect(problems.first?.file == "queries/top.yaml" && problems.first?.line == line, "\(problems)")
    }

    @Test("SQL without a definition beside it is none; a definition without SQL is refused")
    func pairs() throws {
        let files = ["teams.yaml": "team-growth: {contact: growth@example.com}", "queries/top.sql": "SELECT", "queries/My own.sql": "x"]
        #expect(try Project.read(files: files).get().queries.isEmpty)
        #expect(Sample.problems(read(Self.start, sql: nil)).map(\.file) == ["queries/top.yaml"])
        #expect(Sample.problems(read(Self.start, sql: " ")).map(\.file) == ["queries/top.sql"])
        #expect(Sample.problems(Project.read(files: ["teams.yaml": Sample.teams, "queries/Top.yaml": Self.start])).count == 1)
    }

    @Test("values: what is given, or the default, of the choices, and no other")
    func values() throws {
        let query = SavedQuery(
            name: "top", owner: "o", description: "d",
            parameters: [
                .init(name: "country", type: "VARCHAR", value: "SE", choices: ["SE", "DE"]), .init(name: "least", type: "BIGINT"),
            ], sql: "")
        #expect(try query.values(["least": "3"]).map(\.value) == ["SE", "3"])
        #expect(try query.values(["least": nil, "country": "DE"]).map(\.value) == ["DE", nil])
        for wrong in [[:], ["least": "1", "country": "NO"], ["least": "1", "country": nil], ["least": "1", "other": "1"]] as [[String: String?]] {
            #expect(throws: BasinError.self) { try query.values(wrong) }
        }
    }
}
