import BasinAPI
import BasinClient
import BasinCore
import BasinServer
import BasinWire
import Foundation
import Testing

/// What people asked.
@Suite struct QueryHistoryTests {
    @Test("one sees one's own queries as one asked them; who may audit sees everybody's without a value")
    func whose() async throws {
        let guarded = try await GuardedPlatform()
        try await guarded.fill()
        let anna = try await guarded.account("anna", [.analyst]), otto = try await guarded.account("otto", [.analyst])
        let auditor = try await guarded.account("ines", [.auditor])
        let sql = "SELECT country FROM ticket WHERE email = 'mia@example.com' -- for Mimi"
        _ = await anna.ask(sql)
        _ = await anna.ask("SELECT count(*) AS n FROM ticket WHERE country = $c", [QueryArgument(name: "c", value: "asthma")])
        _ = await anna.ask("SELECT 'Mimi' FROM payout")
        _ = await anna.ask("SELECT 'Mimi' FROM nothing")

        let own = try await anna.askedQueries(QueryHistoryFilter())
        #expect(own.map(\.outcome) == ["query", "forbidden", "done", "done"])
        #expect(own.map(\.datasets) == [[], ["payout"], ["ticket"], ["ticket"]])
        #expect(own.last?.sql == sql && own.allSatisfy { !$0.masked && $0.person == "anna" })
        #expect(own[2].arguments == [QueryArgument(name: "c", value: "asthma")] && own[2].rows == 1 && own[2].bytes == 6)
        #expect(try await otto.askedQueries(QueryHistoryFilter(person: "anna")).isEmpty)

        let all = try await auditor.askedQueries(QueryHistoryFilter(person: "anna"), all: true)
        #expect(all.map(\.number) == own.map(\.number) && all.allSatisfy { $0.masked && $0.arguments.isEmpty })
        let text = all.map(\.sql).joined()
        #expect(!GuardedPlatform.secrets.contains { text.contains($0) } && text.contains("email = ?"))
        for client in [anna, otto] {
            await #expect(throws: BasinError.self) { try await client.askedQueries(QueryHistoryFilter(), all: true) }
        }

        // Filters and pages.
        #expect(try await anna.askedQueries(QueryHistoryFilter(dataset: "ticket", outcome: "done", limit: 1)).map(\.number) == [own[2].number])
        #expect(try await anna.askedQueries(QueryHistoryFilter(before: own[2].number)).map(\.number) == [own[3].number])
    }

    @Test("nothing of a query is in clear on the disk, and after 90 days it is gone")
    func sealed() async throws {
        let guarded = try await GuardedPlatform()
        try await guarded.fill()
        let anna = try await guarded.account("anna", [.analyst])
        _ = await anna.ask("SELECT 'Walpurga Nachtigall' AS a FROM ticket WHERE country = $c", [QueryArgument(name: "c", value: "Zebrastadt")])
        #expect(try await anna.askedQueries(QueryHistoryFilter()).count == 1)
        let database = guarded.folder.data + "/metastore.sqlite"
        for file in [database, database + "-wal"] {
            guard let bytes = FileManager.default.contents(atPath: file) else { continue }
            for word in ["Walpurga", "Zebrastadt"] { #expect(bytes.range(of: Data(word.utf8)) == nil, "\(file)") }
        }
        guarded.move(.seconds(89 * 86_400))
        await guarded.platform.tick()
        // Accounts' tokens last no longer; the history is asked for by its person inside this process.
        let person = Principal(name: "anna")
        #expect(try await guarded.platform.services.queries.own(QueryHistoryFilter(), person).count == 1)
        guarded.move(.seconds(2 * 86_400))
        await guarded.platform.tick()
        #expect(try await guarded.platform.services.queries.own(QueryHistoryFilter(), person).isEmpty)
    }

    @Test("of what is very large, only its SQL without values is remembered")
    func large() async throws {
        let guarded = try await GuardedPlatform()
        try await guarded.fill()
        let anna = try await guarded.account("anna", [.analyst])
        let sizes = [60_000, 70_000]
        for size in sizes {
            _ = await anna.ask("SELECT 1 FROM ticket WHERE country = $c", [QueryArgument(name: "c", value: String(repeating: "x", count: size))])
        }
        let own = try await anna.askedQueries(QueryHistoryFilter())
        #expect(own.map(\.outcome) == ["done", "done"] && own.map(\.masked) == [true, false])
        #expect(own.map(\.arguments.count) == [0, 1] && own[0].sql == "SELECT ? FROM ticket WHERE country = $c")
    }

    @Test("what is asked for together is counted, both ways")
    func joined() async throws {
        let guarded = try await GuardedPlatform()
        try await guarded.fill()
        for _ in 0..<3 { _ = await guarded.admin.ask("SELECT count(*) FROM ticket JOIN visit USING (country)") }
        _ = await guarded.admin.ask("SELECT (SELECT count(*) FROM payout) + count(*) FROM ticket")
        await guarded.platform.tick()
        #expect(try await guarded.admin.dataset("ticket").joinedWith == [JoinedDataset(name: "visit", queries: 3), JoinedDataset(name: "payout", queries: 1)])
        #expect(try await guarded.admin.dataset("visit").joinedWith == [JoinedDataset(name: "ticket", queries: 3)])
        guarded.move(.seconds(31 * 86_400))
        #expect(try await guarded.admin.dataset("ticket").joinedWith.isEmpty)
    }
}
