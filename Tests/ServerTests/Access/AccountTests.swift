import BasinClient
import BasinCore
import BasinServer
import BasinWire
import Foundation
import Logging
import Testing

/// Accounts, what they show, what they are given, and that it is all written down.
@Suite struct AccountTests: ErrorCodes {
    @Test("a token does what its account may, cut to its own permissions, until it ends, is revoked or the account is disabled")
    func tokens() async throws {
        let guarded = try await GuardedPlatform()
        let full = try await guarded.account("anna", [.developer])
        let narrow = try await guarded.token(of: "anna", may: [.find])
        let wide = try await guarded.token(of: "anna", may: [.find, .administer])
        #expect(try await full.whoAmI().permissions == ["develop", "find", "query"])
        #expect(try await narrow.whoAmI().permissions == ["find"])
        #expect(try await wide.whoAmI().permissions == ["find"], "a token adds nothing to its account")
        #expect(await narrow.ask("SELECT 1").hasPrefix("forbidden"))

        // What a token makes may no more than itself.
        #expect(await Self.code { _ = try await narrow.createToken(TokenRequest(name: "more", permissions: ["query"])) } == "forbidden")
        let made = try await narrow.createToken(TokenRequest(name: "same"))
        #expect(try await guarded.client(made.token).whoAmI().permissions == ["find"])
        #expect(await Self.code { _ = try await narrow.createToken(TokenRequest(name: "other", account: "admin")) } == "forbidden")
        #expect(await Self.code { try await narrow.setPassword("a password of mine", ofAccount: "anna") } == "forbidden")

        // The account's roles count now, not when the token was made.
        _ = try await guarded.admin.changeAccount("anna", AccountChange(roles: ["viewer"]))
        #expect(try await full.whoAmI().permissions == ["find"])

        let tokens = try await full.tokens()
        #expect(tokens.count == 4)
        let sameID = try #require(tokens.first { $0.name == "same" }?.id)
        #expect(await Self.code { try await guarded.account("otto", [.viewer]).revokeToken(sameID) } == "not_found")
        try await full.revokeToken(sameID)
        #expect(await Self.code { _ = try await guarded.client(made.token).whoAmI() } == "unauthorized")

        guarded.move(.seconds(91 * 86_400))
        #expect(await Self.code { _ = try await full.whoAmI() } == "unauthorized")
        let fresh = try await guarded.token(of: "anna")
        _ = try await guarded.admin.changeAccount("anna", AccountChange(disabled: true))
        #expect(await Self.code { _ = try await fresh.whoAmI() } == "unauthorized")
        #expect(await Self.code { _ = try await guarded.token(of: "anna") } == "conflict")
        _ = try await guarded.admin.changeAccount("anna", AccountChange(disabled: false))
        #expect(await Self.code { _ = try await fresh.whoAmI() } == "unauthorized", "what was revoked stays so")
    }

    @Test("a password opens its account, and guessing is slowed down, the same for names that nobody has")
    func passwords() async throws {
        let guarded = try await GuardedPlatform()
        let anna = try await guarded.account("anna", [.analyst])
        #expect(await Self.code { try await anna.setPassword("short", ofAccount: "anna") } == "invalid")
        try await anna.setPassword("correct horse battery", ofAccount: "anna")
        #expect(await Self.code { _ = try await anna.whoAmI() } == "unauthorized", "a new password ends the account's tokens")
        let nobody = guarded.client("none")
        let made = try await nobody.login("anna", password: "correct horse battery")
        let session = guarded.client(made.token)
        #expect(try await session.whoAmI().name == "anna")
        guarded.move(.seconds(12 * 3600 + 1))
        #expect(await Self.code { _ = try await session.whoAmI() } == "unauthorized")

        for name in ["anna", "nobody"] {
            for _ in 0..<5 { #expect(await Self.code { _ = try await nobody.login(name, password: "wrong password") } == "unauthorized") }
            #expect(await Self.code { _ = try await nobody.login(name, password: "wrong password") } == "rate_limited")
        }
        #expect(await Self.code { _ = try await nobody.login("anna", password: "correct horse battery") } == "rate_limited")
        guarded.move(.seconds(2))
        #expect(await Self.code { _ = try await nobody.login("anna", password: "correct horse battery") } == "ok")

        _ = try await guarded.admin.changeAccount("anna", AccountChange(disabled: true))
        #expect(await Self.code { _ = try await nobody.login("anna", password: "correct horse battery") } == "unauthorized")
        let records = try await guarded.admin.auditRecords(action: "login")
        #expect(records.map(\.outcome).sorted() == ["begun", "begun", "done", "done"] + Array(repeating: "refused", count: 11))
        #expect(Set(records.map(\.person)) == ["anna", "-"], "a name that nobody has may be a password, and is not written down")
    }

    @Test("what was lent for hours makes nothing that lasts, and takes along what it made; a password does both")
    func lent() async throws {
        let guarded = try await GuardedPlatform()
        let anna = try await guarded.account("anna", [.analyst])
        try await anna.setPassword("correct horse battery", ofAccount: "anna")
        let session = try await guarded.client("none").login("anna", password: "correct horse battery")
        let client = guarded.client(session.token)
        let child = try await client.createToken(TokenRequest(name: "child", days: 365))
        #expect(child.expiresAt == session.expiresAt)
        let grandchild = try await guarded.client(child.token).createToken(TokenRequest(name: "grandchild"))
        #expect(await Self.code { _ = try await client.createToken(TokenRequest(name: "long", password: "wrong password")) } == "forbidden")
        let long = try await client.createToken(TokenRequest(name: "long", days: 365, password: "correct horse battery"))
        #expect(await Self.code { try await client.setPassword("another long one", ofAccount: "anna") } == "forbidden")
        try await client.revokeToken(session.id)
        for token in [session.token, child.token, grandchild.token] {
            #expect(await Self.code { _ = try await guarded.client(token).whoAmI() } == "unauthorized")
        }
        let lasting = guarded.client(long.token)
        #expect(try await lasting.whoAmI().name == "anna")
        #expect(await Self.code { try await lasting.setPassword("another long one", ofAccount: "anna", current: "wrong password") } == "forbidden")
        try await lasting.setPassword("another long one", ofAccount: "anna", current: "correct horse battery")
        #expect(await Self.code { _ = try await lasting.whoAmI() } == "unauthorized")
        #expect(await Self.code { _ = try await guarded.client("none").login("anna", password: "correct horse battery") } == "unauthorized")
        // Who forgot it is helped by who administers.
        try await guarded.admin.setPassword("a third long one", ofAccount: "anna")
        #expect(await Self.code { _ = try await guarded.client("none").login("anna", password: "a third long one") } == "ok")
    }

    @Test("a token cut to finding decides nothing, whatever team its account is of")
    func cutDecides() async throws {
        let guarded = try await GuardedPlatform()
        let anna = try await guarded.account("anna", [.analyst])
        _ = try await guarded.account("otto", [.analyst], teams: ["team-listening"])
        let cut = try await guarded.token(of: "otto", may: [.find])
        let request = try await anna.ask(AccessRequestForm(dataset: "payout", purpose: "audit", reason: "The books."))
        #expect(await Self.code { _ = try await cut.decide(request.id, "approve") } == "forbidden")
    }

    @Test("who declares the name of a former team gets neither its people nor its grants")
    func formerTeams() async throws {
        let guarded = try await GuardedPlatform()
        try await guarded.fill()
        let nils = try await guarded.account("nils", [.analyst], teams: ["team-nordic"])
        _ = try await guarded.admin.grant(GrantRequest(team: "team-nordic", dataset: "payout", purpose: "audit", days: 9))
        #expect(await nils.ask("SELECT amount FROM payout") == "amount\r\n4711\r\n")
        var project = GuardedPlatform.project
        project["teams.yaml"] = "team-support: {contact: a}\nteam-listening: {contact: b}\n"
        project["events/visit.yaml"] = project["events/visit.yaml"]?.replacing("team-nordic", with: "team-listening")
        _ = try await guarded.admin.apply(project)
        _ = try await guarded.admin.apply(GuardedPlatform.project)
        #expect(try await nils.whoAmI().teams.isEmpty)
        #expect(await nils.ask("SELECT amount FROM payout").hasPrefix("forbidden"))
        #expect(try await guarded.admin.grants().map(\.state) == ["revoked"])
    }

    @Test("records that were cut off the audit log show for ever, however much is written after")
    func cutLog() async throws {
        let folder = try ServerFolder()
        func client(_ platform: Platform) -> APIClient {
            APIClient(
                transport: WebServer.inProcess(services: platform.services, logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() }).transport,
                token: "token-of-the-server-tests")
        }
        let file = folder.data + "/audit/00000000000000000001.jsonl"
        do {
            let platform = try await folder.open()
            for number in 0..<10 { _ = try await client(platform).createKey("key-\(number)") }
            await platform.tick()
            await platform.close()
        }
        let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 20)
        try (lines.prefix(15).joined(separator: "\n") + "\n").write(toFile: file, atomically: false, encoding: .utf8)
        for round in 0..<2 {
            let platform = try await folder.open()
            for number in 0..<10 { _ = try await client(platform).createKey("round-\(round)-\(number)") }
            await platform.tick()
            #expect(try await !client(platform).verifyAudit().isWhole)
            await platform.close()
        }
    }

    @Test("who may develop and is not of the owner does not open what others guard")
    func loosening() async throws {
        let guarded = try await GuardedPlatform()
        let stranger = try await guarded.account("sven", [.developer], teams: ["team-nordic"])
        let owner = try await guarded.account("otto", [.developer], teams: ["team-support", "team-listening"])
        func changed(_ file: String, _ old: String, _ new: String) -> [String: String] {
            var project = GuardedPlatform.project
            project[file] = project[file]?.replacing(old, with: new)
            return project
        }
        let changes = [
            changed("events/payout.yaml", "access: restricted", "access: open"),
            changed("events/payout.yaml", "owner: team-listening", "owner: team-nordic"),
            changed("events/visit.yaml", "'SE', 'NO'", "'SE', 'NO', 'DE'"),
            changed("events/visit.yaml", "owner: team-support", "owner: team-nordic"),
            changed("events/ticket.yaml", "purposes: [support]", "purposes: [support, sales]"),
            changed("events/ticket.yaml", ", purposes: [support]", ""),
            changed("events/ticket.yaml", "classification: sensitive", "classification: personal"),
            GuardedPlatform.project.merging([
                "datasets/paid.yaml": "owner: team-nordic\ndescription: Paid.\npartition: day\nstart: 2018-11-01\naccess: open\n",
                "datasets/paid.sql": "SELECT amount, count(*) AS n FROM payout GROUP BY amount",
            ]) { $1 },
        ]
        for change in changes {
            let plan = try await stranger.plan(change)
            #expect(plan.isApplicable && plan.refusals?.isEmpty == false, "a plan says beforehand who may not apply it")
            #expect(await Self.code { _ = try await stranger.apply(change) } == "forbidden")
            #expect(try await owner.plan(change).refusals == nil)
        }
        // What is not looser is theirs to apply.
        #expect(try await stranger.plan(changed("events/ticket.yaml", "asked for help", "asked us for help")).refusals == nil)
        let viewer = try await guarded.account("vera", [.viewer])
        #expect(await Self.code { _ = try await viewer.plan(GuardedPlatform.project) } == "forbidden")
        #expect(await Self.code { _ = try await stranger.apply(changed("events/ticket.yaml", "asked for help", "asked us for help")) } == "ok")
        #expect(await Self.code { _ = try await stranger.apply(GuardedPlatform.project) } == "ok")
        for change in changes {
            #expect(await Self.code { _ = try await owner.apply(change) } == "ok")
            _ = try await guarded.admin.apply(GuardedPlatform.project)
        }
    }

    @Test("who may not administer makes nobody more than they are")
    func escalation() async throws {
        let guarded = try await GuardedPlatform()
        for role in Role.allCases where role != .admin {
            let client = try await guarded.account("the-\(role.rawValue)", [role])
            let name = "the-\(role.rawValue)"
            #expect(await Self.code { _ = try await client.changeAccount(name, AccountChange(roles: ["admin"])) } == "forbidden")
            #expect(await Self.code { _ = try await client.createAccount(AccountRequest(name: "mine", roles: ["admin"], teams: [])) } == "forbidden")
            #expect(await Self.code { _ = try await client.createToken(TokenRequest(name: "t", permissions: ["administer"])) } == "forbidden")
            #expect(await Self.code { try await client.setPassword("a new password", ofAccount: "the-viewer") } == (role == .viewer ? "ok" : "forbidden"))
            let own = GrantRequest(account: name, dataset: "payout", purpose: "support", days: 1)
            #expect(await Self.code { _ = try await guarded.token(of: name).grant(own) } == "forbidden")
        }
    }

    @Test("bad requests say what is wrong and change nothing")
    func bad() async throws {
        let guarded = try await GuardedPlatform()
        let admin = guarded.admin
        func account(_ name: String, _ roles: [String] = ["viewer"], _ teams: [String] = []) async -> String {
            await Self.code { _ = try await admin.createAccount(AccountRequest(name: name, roles: roles, teams: teams)) }
        }
        for name in ["", "Anna", "a b", "../etc", "admin", "local", "x\u{0}y", String(repeating: "a", count: 64)] {
            #expect(await account(name) == "invalid", "\(name)")
        }
        #expect(await account("anna", []) == "invalid")
        #expect(await account("anna", ["root"]) == "invalid")
        #expect(await account("anna", ["viewer"], ["team-nobody"]) == "not_found")
        #expect(await account("anna") == "ok")
        #expect(await account("anna") == "conflict")
        func grant(_ request: GrantRequest) async -> String { await Self.code { _ = try await admin.grant(request) } }
        #expect(await grant(GrantRequest(account: "anna", purpose: "support", days: 1)) == "invalid")
        #expect(await grant(GrantRequest(account: "anna", team: "team-nordic", dataset: "payout", purpose: "support", days: 1)) == "invalid")
        #expect(await grant(GrantRequest(account: "nobody", dataset: "payout", purpose: "support", days: 1)) == "not_found")
        #expect(await grant(GrantRequest(account: "anna", dataset: "nothing", purpose: "support", days: 1)) == "not_found")
        for days in [0, -1, 366, .max] {
            #expect(await grant(GrantRequest(account: "anna", dataset: "payout", purpose: "support", days: days)) == "invalid")
        }
        for purpose in ["", "a b", "Support", "x;y"] {
            #expect(await grant(GrantRequest(account: "anna", dataset: "payout", purpose: purpose, days: 1)) == "invalid")
        }
        #expect(await grant(GrantRequest(account: "anna", dataset: "payout", classification: "secret", purpose: "support", days: 1)) == "invalid")
        #expect(try await admin.grants().isEmpty)
    }

    @Test("for a purpose for which nothing opens nobody is given anything, nor asks for it")
    func purposes() async throws {
        var project = GuardedPlatform.project
        project["events/letter.yaml"] = """
            owner: team-support
            description: Somebody was written to.
            fields:
              country: {type: string, classification: none}
              email: {type: string, classification: personal, purposes: [support, billing]}
            """
        let guarded = try await GuardedPlatform(project)
        let anna = try await guarded.account("anna", [.analyst])
        let given = await #expect(throws: BasinError.self) {
            _ = try await guarded.grant("anna", .personal, of: "letter", for: "marketing")
        }
        let asked = await #expect(throws: BasinError.self) {
            _ = try await anna.ask(
                AccessRequestForm(dataset: "letter", classification: "personal", purpose: "marketing", reason: "Letters"))
        }
        for error in [given, asked] {
            let message = try #require(error?.code == .invalid ? error?.message : nil)
            #expect(message.contains("billing") && message.contains("support"))
        }
        #expect(try await guarded.admin.grants().isEmpty)
        #expect(try await guarded.admin.accessRequests().isEmpty)
        let request = try await anna.ask(
            AccessRequestForm(dataset: "letter", classification: "personal", purpose: "billing", reason: "A bill"))
        // What is asked for may change before it is decided.
        project["events/letter.yaml"] = project["events/letter.yaml"]?.replacing("[support, billing]", with: "[support]")
        _ = try await guarded.admin.apply(project)
        #expect(await Self.code { _ = try await guarded.admin.decide(request.id, "approve") } == "invalid")
        #expect(try await guarded.admin.decide(request.id, "refuse").state == "refused")
    }

    @Test("the owner's people ask for nothing that is theirs, and for values as anybody")
    func needless() async throws {
        let guarded = try await GuardedPlatform()
        let owner = try await guarded.account("otto", [.analyst], teams: ["team-listening", "team-support"])
        func ask(_ dataset: String, _ classification: String) async -> String {
            await Self.code {
                _ = try await owner.ask(
                    AccessRequestForm(dataset: dataset, classification: classification, purpose: "support", reason: "To see it."))
            }
        }
        for (dataset, classification) in [("payout", "none"), ("payout", "personal"), ("visit", "none"), ("ticket", "none")] {
            #expect(await ask(dataset, classification) == "conflict", "\(dataset) \(classification)")
        }
        #expect(try await owner.accessRequests().isEmpty)
        #expect(await ask("ticket", "personal") == "ok")
        let request = try #require(try await owner.accessRequests().first)
        _ = try await guarded.admin.decide(request.id, "approve")
        #expect(await ask("ticket", "personal") == "conflict")
        #expect(await ask("ticket", "sensitive") == "ok")
    }

    @Test("who asks is let in when the owner's people or a steward say so, and only then")
    func requests() async throws {
        let guarded = try await GuardedPlatform()
        try await guarded.fill()
        let anna = try await guarded.account("anna", [.analyst])
        let owner = try await guarded.account("otto", [.analyst], teams: ["team-listening"])
        let stranger = try await guarded.account("sven", [.developer], teams: ["team-nordic"])
        let sql = "SELECT amount FROM payout"
        let refusal = await anna.ask(sql)
        #expect(refusal.hasPrefix("forbidden") && refusal.contains("basin access ask payout"))

        func found() async throws -> [String: String?] {
            let hits = try await anna.search(SearchRequest(text: "", kinds: ["event"], owners: [], tiers: [], classifications: [])).hits
            return Dictionary(uniqueKeysWithValues: hits.map { ($0.name, $0.access) })
        }
        #expect(try await found() == ["payout": "ask", "ticket": "all", "visit": "some"])
        let form = AccessRequestForm(dataset: "payout", purpose: "audit", reason: "The books of the year.", days: 2)
        let request = try await anna.ask(form)
        #expect(request.state == "open" && request.owner == "team-listening")
        #expect(await Self.code { _ = try await anna.decide(request.id, "approve") } == "forbidden")
        // The same answer for what is not there and what is none of theirs.
        #expect(await Self.code { _ = try await stranger.decide(request.id, "approve") } == "not_found")
        #expect(await Self.code { _ = try await stranger.decide(999, "approve") } == "not_found")
        #expect(try await stranger.accessRequests().isEmpty)
        #expect(try await owner.accessRequests("open").map(\.id) == [request.id])

        let approved = try await owner.decide(request.id, "approve", answer: "Until the year is closed.")
        #expect(approved.state == "approved" && approved.decidedBy == "otto")
        #expect(await anna.ask(sql) == "amount\r\n4711\r\n")
        #expect(try await found()["payout"] == "all")
        #expect(await Self.code { _ = try await owner.decide(request.id, "refuse") } == "conflict")
        #expect(try await anna.whoAmI().grants.map(\.id) == [approved.grant])
        guarded.move(.seconds(2 * 86_400))
        #expect(await anna.ask(sql).hasPrefix("forbidden"))

        let second = try await anna.ask(form)
        #expect(try await owner.decide(second.id, "refuse").state == "refused")
        #expect(await anna.ask(sql).hasPrefix("forbidden"))
        let third = try await anna.ask(form)
        #expect(await Self.code { _ = try await owner.decide(third.id, "withdraw") } == "conflict")
        #expect(try await anna.decide(third.id, "withdraw").state == "withdrawn")
        #expect(await Self.code { _ = try await anna.ask(AccessRequestForm(dataset: "payout", purpose: "audit", reason: " ")) } == "invalid")
    }

    @Test("changes, refusals and readings of what not everybody may read are in the audit log, and it is whole")
    func audit() async throws {
        let guarded = try await GuardedPlatform()
        try await guarded.fill()
        let anna = try await guarded.account("anna", [.analyst])
        _ = await anna.ask("SELECT * FROM payout")
        _ = await anna.ask("SELECT country FROM ticket")
        _ = try await guarded.grant("anna", .personal, of: "ticket", for: "support")
        _ = await anna.ask("SELECT email FROM ticket", for: "support")
        _ = await anna.ask("SELECT note FROM visit")
        #expect(await Self.code { _ = try await anna.createKey("mine") } == "forbidden")
        #expect(await Self.code { _ = try await guarded.admin.createKey("app") } == "conflict")

        let records = try await guarded.admin.auditRecords(limit: 1000)
        let words = records.reversed().map { record in
            "\(record.person) \(record.action) \(record.object ?? "-") \(record.outcome)"
        }
        for word in [
            "admin POST /api/v1/apply - done", "admin POST /api/v1/keys - done", "admin POST /api/v1/accounts - begun",
            "admin POST /api/v1/accounts - done", "admin POST /api/v1/grants - done", "anna read payout refused",
            "anna read ticket done", "anna read visit done", "anna POST /api/v1/keys - refused", "admin POST /api/v1/keys - failed",
        ] { #expect(words.contains(word), "\(word) is missing in \(words)") }
        // One opened; the other read of it said nothing that not everybody may read.
        let readings = records.filter { $0.action == "read" && $0.object == "ticket" }
        #expect(readings.map(\.details) == [["opened": "address born email nickname", "purpose": "support", "way": "query"]])
        // What is begun and what became of it belong together.
        for record in records where record.outcome == "done" && record.action.hasPrefix("POST") {
            let begun = records.first { String($0.number) == record.details["begun"] }
            #expect(begun?.action == record.action && begun?.outcome == "begun")
        }
        // No value, no SQL, no secret.
        let text = records.map { "\($0)" }.joined()
        #expect(!(GuardedPlatform.secrets + ["SELECT", "basin_at_", "basin_wk_", GuardedPlatform.adminToken]).contains { text.contains($0) })
        let verification = try await guarded.admin.verifyAudit()
        #expect(verification.isWhole && verification.records >= records.count)
        #expect(try await guarded.admin.verifyAudit(head: verification.head).isWhole)
        let mac = try #require(verification.head?.split(separator: ":").last)
        #expect(try await !guarded.admin.verifyAudit(head: "1:\(mac)").isWhole)
        #expect(await Self.code { _ = try await guarded.admin.verifyAudit(head: "1") } == "invalid")
        #expect(await Self.code { _ = try await anna.auditRecords() } == "forbidden")
        let auditor = try await guarded.account("ada", [.auditor])
        #expect(try await auditor.verifyAudit().isWhole)
    }
}
