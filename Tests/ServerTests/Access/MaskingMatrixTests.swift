import BasinAPI
import BasinClient
import BasinCore
import BasinServer
import BasinWire
import Synchronization
import Testing

/// Every role by every way through which rows leave.
@Suite struct MaskingMatrixTests: ErrorCodes {
    private static let readers: Set<Role> = [.analyst, .developer, .admin]

    @Test("what each role reads of each classification, each way", arguments: Role.allCases)
    func matrix(_ role: Role) async throws {
        let guarded = try await GuardedPlatform()
        try await guarded.fill()
        let client = try await guarded.account("anna", [role])
        let reads = Self.readers.contains(role)

        // Queries: what says nothing of a person is shown, pseudonyms are, the rest is masked.
        let ticket = await client.ask("SELECT country, user_id, email, nickname, illness, born, address FROM ticket WHERE country = 'SE'")
        if reads {
            let line = try #require(ticket.split(separator: "\r\n").last).split(separator: ",")
            #expect(line[0] == "SE" && line[1].count == 26 && line[1] != "u1")
            #expect(line.dropFirst(2).allSatisfy { $0 == "[masked]" } && line.count == 7)
        } else {
            #expect(ticket.hasPrefix("forbidden"))
        }
        for format in ["json", "parquet", "arrow"] {
            let answer = await client.ask("SELECT * FROM ticket", format: format)
            #expect(!GuardedPlatform.secrets.contains { answer.contains($0) })
            #expect(answer.hasPrefix("forbidden") == !reads)
        }
        // An argument finds nothing that the same text in the SQL would not.
        let mia = QueryArgument(name: "email", value: "mia@example.com")
        for format in ["csv", "json", "arrow"] {
            let found = await client.ask("SELECT nickname FROM ticket WHERE email = $email", format: format, [mia])
            #expect(!GuardedPlatform.secrets.contains { found.contains($0) })
            #expect(found.hasPrefix("forbidden") == !reads)
        }
        let count = await client.ask("SELECT count(*) AS n FROM ticket WHERE email = $email OR illness = $email", format: "csv", [mia])
        #expect(reads ? count == "n\r\n0\r\n" : count.hasPrefix("forbidden"))
        // Nor does a description, which reads nothing.
        let described = await Self.code { _ = try await client.describe(QueryRequest(sql: "SELECT amount FROM payout WHERE amount > $1", format: "csv")) }
        #expect(described == (role == .admin ? "ok" : "forbidden"))

        // A restricted type.
        let isAdmin = role == .admin
        #expect((await client.ask("SELECT amount FROM payout")).contains("4711") == isAdmin)
        #expect((await client.ask("SELECT count(*) FROM payout")).hasPrefix("forbidden") == !isAdmin)
        #expect((await client.ask("SELECT 1 FROM ticket WHERE EXISTS (SELECT 1 FROM payout)")).hasPrefix("forbidden") == !isAdmin)

        // Rows.
        let visits = await client.ask("SELECT count(*) AS n FROM visit")
        #expect(visits == (isAdmin ? "n\r\n3\r\n" : reads ? "n\r\n0\r\n" : visits))
        if !reads { #expect(visits.hasPrefix("forbidden")) }

        // Streams and the live view mask everything personal, and give rows whole or not at all.
        #expect(await Self.stream("ticket", client) == (reads ? "masked" : "forbidden"))
        #expect(await Self.stream("payout", client) == (isAdmin ? "whole" : "forbidden"))
        #expect(await Self.stream("visit", client) == (isAdmin ? "whole" : "forbidden"))
        #expect(await Self.watch(["payout"], client) == (isAdmin ? "watches" : "forbidden"))
        #expect(await Self.watch(["visit"], client) == (isAdmin ? "watches" : "forbidden"))
        #expect(await Self.watch([], client) == (reads ? "watches" : "forbidden"))

        // Refused events.
        #expect(await Self.code { _ = try await client.quarantinedEvents(of: "payout", reason: nil, limit: nil) } == (isAdmin ? "ok" : "forbidden"))
        // Comparing counts rows of both sides.
        let comparison = ComparisonRequest(left: "visit", right: "visit", keys: ["country"])
        #expect(await Self.code { _ = try await client.compare(comparison) } == (isAdmin ? "ok" : "forbidden"))
        // An estimate splits by values of rows.
        #expect(await Self.code { _ = try await client.loss(of: "payout", by: []) } == (isAdmin ? "ok" : "forbidden"))
    }

    @Test("an Iceberg table is granted whole or refused", arguments: Role.allCases)
    func iceberg(_ role: Role) async throws {
        let guarded = try await GuardedPlatform()
        try await guarded.fill()
        guarded.move(.seconds(7200))
        // Seals the hour, and shows it to Iceberg's readers.
        await guarded.platform.tick()
        await guarded.platform.tick()
        let person = Principal(name: "anna", permissions: role.permissions, token: "t")
        let services = guarded.platform.services
        let tables = try await services.icebergTables(person)
        let isAdmin = role == .admin
        #expect(tables == (isAdmin ? ["payout", "ticket", "visit"] : ["ticket"]))
        for name in ["payout", "visit"] {
            let code = await Self.code { _ = try await services.icebergTable(name, person) }
            #expect(code == (isAdmin ? "ok" : "forbidden"))
        }
        let client = try await guarded.account("anna", [role])
        let request = WireRequest(
            method: "GET", path: "/iceberg/v1/namespaces/basin/tables/ticket", headers: ["authorization": "Bearer " + (client.token ?? "")])
        let head = try await client.transport.send(request) { _, _ in }
        #expect(head.status == (Self.readers.contains(role) ? 200 : 403))
    }

    @Test("values open for who was granted them, for the purpose, and for nobody else", arguments: [false, true])
    func opening(_ hasWorkers: Bool) async throws {
        let guarded = try await GuardedPlatform(queries: hasWorkers ? ServerFolder.workers : QueryOptions())
        try await guarded.fill()
        let client = try await guarded.account("anna", [.analyst])
        let other = try await guarded.account("otto", [.analyst])
        let sql = "SELECT email, nickname, illness, born, address FROM ticket ORDER BY country DESC LIMIT 1"
        func line(_ client: APIClient, _ purpose: String?) async -> String {
            String(await client.ask(sql, for: purpose).split(separator: "\r\n").last ?? "")
        }
        let masked = "[masked],[masked],[masked],[masked],[masked]"
        #expect(await line(client, nil) == masked)
        #expect(await line(client, "support").hasPrefix("forbidden"))

        let grant = try await guarded.grant("anna", .personal, of: "ticket", for: "support")
        #expect(await line(client, nil) == masked, "a grant opens nothing by itself")
        #expect(await line(client, "support") == #"mia@example.com,Mimi,[masked],1990-05-06,"{""city"":""Lund"",""floor"":3}""#)
        #expect(await line(client, "research").hasPrefix("forbidden"))
        #expect(await line(other, "support").hasPrefix("forbidden"))

        _ = try await guarded.grant("anna", .sensitive, of: nil, for: "research")
        // Its field names purposes, and this is none of them.
        #expect(await line(client, "research").hasPrefix("[masked],Mimi,asthma,"))

        // Never on the disk in clear.
        #expect(await client.ask(sql, format: "parquet", for: "support").hasPrefix("query:"))
        // Streams open nothing, whatever was granted.
        #expect(await Self.stream("ticket", client) == "masked")

        try await guarded.admin.revokeGrant(grant.id)
        #expect(await line(client, "support").hasPrefix("forbidden"))
        guarded.move(.seconds(86_401))
        #expect(await line(client, "research").hasPrefix("forbidden"), "the grant is over")
    }

    @Test(
        "conditions, sorts and groups over masked values tell nothing, and over opened ones what was granted",
        arguments: [false, true])
    func inference(_ hasWorkers: Bool) async throws {
        let guarded = try await GuardedPlatform(queries: hasWorkers ? ServerFolder.workers : QueryOptions())
        try await guarded.fill()
        let client = try await guarded.account("anna", [.analyst])
        #expect(await client.ask("SELECT count(*) AS n FROM ticket WHERE email = 'mia@example.com'") == "n\r\n0\r\n")
        #expect(await client.ask("SELECT count(DISTINCT email) AS n FROM ticket") == "n\r\n1\r\n")
        #expect(await client.ask("SELECT max(length(illness)) AS n FROM ticket") == "n\r\n8\r\n")
        let failure = await client.ask("SELECT CAST(email AS INTEGER) FROM ticket")
        #expect(!GuardedPlatform.secrets.contains { failure.contains($0) })
        _ = try await guarded.grant("anna", .personal, of: "ticket", for: "support")
        #expect(await client.ask("SELECT count(*) AS n FROM ticket WHERE email = 'mia@example.com'", for: "support") == "n\r\n2\r\n")
    }

    @Test(
        "rows that are not one's own leave no value in an answer or an error",
        arguments: [
            "SELECT CAST(note AS INTEGER) FROM visit", "SELECT * FROM visit WHERE CAST(note AS INTEGER) > 0",
            "SELECT * FROM visit ORDER BY CAST(right(note, 4) AS INTEGER)", "SELECT error(note) FROM visit",
            "SELECT note FROM visit WHERE note LIKE 'hidden%'", "SELECT string_agg(note, '') FROM visit",
            "SELECT a.note FROM visit a JOIN visit b ON CAST(b.note AS INTEGER) = 1", "SELECT 1 / (length(note) - 11) FROM visit",
            "SELECT min(note), max(note), approx_quantile(length(note), 0.9) FROM visit",
            "WITH v AS (SELECT * FROM visit) SELECT CAST(v.note AS DATE) FROM v",
            "SELECT visit FROM visit", "SELECT v FROM visit v", "SELECT \" is theirs\" FROM visit", "SELECT rowid, * FROM visit",
            "SELECT _open(note) FROM visit", "SELECT filename FROM visit",
            "SELECT * FROM visit UNION ALL SELECT * FROM visit WHERE country = 'DE'",
            "SELECT * FROM (SELECT * FROM visit) WHERE TRY_CAST(note AS INTEGER) IS NULL AND country = 'DE'",
        ])
    func rows(_ sql: String) async throws {
        let guarded = try await GuardedPlatform()
        try await guarded.fill()
        let stranger = try await guarded.account("anna", [.analyst])
        let nordic = try await guarded.account("nils", [.analyst], teams: ["team-nordic"])
        for client in [stranger, nordic] {
            let answer = await client.ask(sql)
            #expect(!answer.contains("hidden") && !answer.contains("1234") && !answer.contains("5678") && !answer.contains("DE"), "\(answer)")
        }
    }

    @Test("a rule that fails for a row hides it, tells nothing and stops nobody; one may say whose column it means")
    func failing() async throws {
        var project = GuardedPlatform.project
        project["events/visit.yaml"] = project["events/visit.yaml"]?.replacing(
            "country IN ('SE', 'NO')", with: "CAST(note AS INTEGER) = 7 OR visit.country = 'SE'")
        let guarded = try await GuardedPlatform(project)
        try await guarded.fill()
        let nordic = try await guarded.account("nils", [.analyst], teams: ["team-nordic"])
        // What cannot be told is not theirs.
        #expect(await nordic.ask("SELECT count(*) AS n FROM visit") == "n\r\n0\r\n")
        project["events/visit.yaml"] = project["events/visit.yaml"]?.replacing("CAST(note AS INTEGER) = 7 OR ", with: "")
        _ = try await guarded.admin.apply(project)
        #expect(await nordic.ask("SELECT note FROM visit") == "note\r\nseen\r\n")
    }

    @Test("values of older versions open as what they were")
    func versions() async throws {
        func project(_ type: String, _ pet: String) -> [String: String] {
            [
                "teams.yaml": "team-support: {contact: a}\n",
                "events/ticket.yaml": """
                    owner: team-support
                    description: Somebody asked for help.
                    fields:
                      n:   {type: int64, classification: none}
                      age: {type: \(type), classification: personal}
                      pet: {type: struct, classification: personal, fields: {\(pet)}}
                    """,
            ]
        }
        let guarded = try await GuardedPlatform(project("int32", "name: {type: string}"))
        let key = try await guarded.admin.createKey("app").key
        try await guarded.send(#"{"n":1,"age":41,"pet":{"name":"Rex"}}"#, key)
        _ = try await guarded.admin.apply(project("int64", "name: {type: string}, legs: {type: int32, required: false}"))
        try await guarded.send(#"{"n":2,"age":5000000000,"pet":{"name":"Tom","legs":4}}"#, key)
        let anna = try await guarded.account("anna", [.analyst])
        _ = try await guarded.grant("anna", .personal, of: "ticket", for: "support")
        #expect(
            await anna.ask("SELECT age, pet FROM ticket ORDER BY n", for: "support")
                == "age,pet\r\n41,\"{\"\"name\"\":\"\"Rex\"\"}\"\r\n5000000000,\"{\"\"name\"\":\"\"Tom\"\",\"\"legs\"\":4}\"\r\n")
    }

    @Test("teams see their rows")
    func teams() async throws {
        let guarded = try await GuardedPlatform()
        try await guarded.fill()
        let nordic = try await guarded.account("nils", [.analyst], teams: ["team-nordic"])
        let owner = try await guarded.account("otto", [.analyst], teams: ["team-support"])
        #expect(await nordic.ask("SELECT country, note FROM visit") == "country,note\r\nSE,seen\r\n")
        #expect(await nordic.ask("SELECT count(*) AS n FROM visit") == "n\r\n1\r\n")
        #expect(await owner.ask("SELECT count(*) AS n FROM visit") == "n\r\n3\r\n")
        #expect(await Self.stream("visit", nordic) == "forbidden")
        #expect(await Self.stream("visit", owner) == "whole")
    }

    // MARK: Ways

    private static func stream(_ type: String, _ client: APIClient) async -> String {
        let text = Mutex("")
        let code = await code {
            try await client.streamEvents(of: type, after: nil, from: nil, limit: nil, follow: false) { bytes in
                text.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
            }
        }
        guard code == "ok" else { return code }
        let answer = text.withLock { $0 }
        if GuardedPlatform.secrets.contains(where: { answer.contains($0) }) { return "open" }
        return answer.contains("[masked]") ? "masked" : answer.isEmpty ? "empty" : "whole"
    }

    /// The beginning of a live answer.
    private static func watch(_ types: [String], _ client: APIClient) async -> String {
        struct Began: Error {}
        let query = types.map { "type=" + $0 }.joined(separator: "&")
        let request = WireRequest(
            method: "GET", path: "/api/v1/events/live?" + query, headers: ["authorization": "Bearer " + (client.token ?? "")])
        do {
            let head = try await client.transport.send(request) { head, _ in if head.status == 200 { throw Began() } }
            return head.status == 403 ? "forbidden" : "\(head.status)"
        } catch {
            return error is Began ? "watches" : "\(error)"
        }
    }
}
