import BasinAPI
import BasinClient
import BasinCore
import BasinServer
import BasinWire
import Testing

/// Queries of a platform that runs them in workers.
@Suite(.timeLimit(.minutes(2)))
struct QueriesInWorkersTests {
    @Test("subjects, arguments, descriptions and comparisons go the same way, and are counted")
    func ways() async throws {
        var project = GuardedPlatform.project
        project["prices.yaml"] = "currency: EUR\ncpu_hour: 3600\n"
        let guarded = try await GuardedPlatform(project, queries: ServerFolder.workers)
        try await guarded.fill()
        let anna = try await guarded.account("anna", [.analyst])
        #expect(await anna.ask("SELECT country FROM ticket WHERE user_id = subject('u1')") == "country\r\nSE\r\n")
        #expect(await anna.ask("SELECT country FROM ticket WHERE user_id = subject('nobody')") == "country\r\n")
        let country = QueryArgument(name: "country", value: "DE")
        #expect(await anna.ask("SELECT count(*) AS n FROM ticket WHERE country = $country", [country]) == "n\r\n1\r\n")
        let shape = try await anna.describe(QueryRequest(sql: "SELECT country, CAST($1 AS BIGINT) + 1 AS x FROM ticket", format: "csv"))
        #expect(shape.columns.map(\.name) == ["country", "x"] && shape.parameters.map(\.name) == ["1"])
        #expect(await anna.ask("SELECT nothing FROM ticket").hasPrefix("query:"))
        let comparison = ComparisonRequest(left: "visit", right: "visit", keys: ["country", "note"])
        #expect(try await guarded.admin.compare(comparison).keysOnBoth == 3)
        let ticket = try #require(try await guarded.admin.cost(by: "dataset").lines.first { $0.name == "ticket" }?.used)
        #expect(ticket.queries >= 4 && ticket.cpuMicroseconds > 0)
        await guarded.platform.close()
    }

    @Test("masked values stay masked in every format", arguments: ["csv", "json", "parquet", "arrow"])
    func masked(_ format: String) async throws {
        let guarded = try await GuardedPlatform(queries: ServerFolder.workers)
        try await guarded.fill()
        let answer = await guarded.admin.ask("SELECT * FROM ticket", format: format)
        #expect(answer.utf8.count > 40 && !answer.hasPrefix("query") && !answer.hasPrefix("system"))
        #expect(!GuardedPlatform.secrets.contains { answer.contains($0) })
        await guarded.platform.close()
    }
}
