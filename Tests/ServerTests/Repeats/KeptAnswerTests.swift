import BasinAPI
import BasinClient
import BasinCore
import BasinServer
import BasinWire
import Foundation
import Logging
import Testing

/// `Idempotency-Key` on a platform: what is kept, for how long, and over a restart.
@Suite struct KeptAnswerTests: ErrorCodes {
    private static let account = #"{"name":"mia","roles":["viewer"],"teams":[]}"#
    private static func key(_ key: String) -> [String: String] { ["idempotency-key": key] }

    @Test("the same again makes nothing twice, for a day; then the key is new")
    func day() async throws {
        let guarded = try await GuardedPlatform()
        let anna = try await guarded.account("anna", [.analyst])
        let form = #"{"dataset":"payout","classification":"none","purpose":"audit","reason":"a question"}"#
        let first = try await anna.raw("POST", "/api/v1/access-requests", body: form, headers: Self.key("k"))
        #expect(first.status == 201)
        guarded.move(.seconds(86_399))
        let again = try await anna.raw("POST", "/api/v1/access-requests", body: form, headers: Self.key("k"))
        #expect(again.status == 201 && again.body == first.body && again.headers["idempotency-replayed"] == "true")
        #expect(try await anna.accessRequests().count == 1)
        // What is answered again changes nothing, and is written down as nothing.
        #expect(try await guarded.admin.auditRecords(action: "POST /api/v1/access-requests").count == 2)
        guarded.move(.seconds(1))
        let later = try await anna.raw("POST", "/api/v1/access-requests", body: form, headers: Self.key("k"))
        #expect(later.status == 201 && later.headers["idempotency-replayed"] == nil)
        #expect(try await anna.accessRequests().count == 2)
    }

    @Test("no secret and no password is in the metastore, neither in clear nor to be guessed")
    func secrets() async throws {
        let guarded = try await GuardedPlatform()
        let admin = guarded.admin
        let key = try await admin.raw("POST", "/api/v1/keys", body: #"{"name":"phone"}"#, headers: Self.key("k1"))
        let token = try await admin.raw("POST", "/api/v1/tokens", body: #"{"name":"x","account":"mia"}"#, headers: Self.key("k2"))
        #expect(key.status == 201 && token.status == 404)
        _ = try await admin.raw("POST", "/api/v1/accounts", body: Self.account, headers: Self.key("k3"))
        let made = try await admin.raw("POST", "/api/v1/tokens", body: #"{"name":"x","account":"mia"}"#, headers: Self.key("k2"))
        #expect(made.status == 201, "a refusal leaves the key free")
        let password = #"{"password":"correct horse battery"}"#
        let set = try await admin.raw("PUT", "/api/v1/accounts/mia/password", body: password, headers: Self.key("k4"))
        #expect(set.status == 204)
        for (path, body, key) in [
            ("/api/v1/keys", #"{"name":"phone"}"#, "k1"), ("/api/v1/tokens", #"{"name":"x","account":"mia"}"#, "k2"),
        ] {
            let again = try await admin.raw("POST", path, body: body, headers: Self.key(key))
            #expect(again.status == 409 && again.body.contains("outcome_unknown") && !again.body.contains("basin_"))
        }
        #expect(try await admin.keys().count == 1)
        await guarded.platform.close()
        var stored = Data()
        for name in ["metastore.sqlite", "metastore.sqlite-wal"] {
            stored += (try? Data(contentsOf: URL(fileURLWithPath: guarded.folder.data + "/" + name))) ?? Data()
        }
        struct Shown: Decodable { var key: String?, token: String? }
        for answer in [key, made] {
            let shown = try JSONDecoder().decode(Shown.self, from: Data(answer.body.utf8))
            let secret = try #require(shown.key ?? shown.token)
            #expect(stored.range(of: Data(secret.utf8)) == nil)
        }
        #expect(stored.range(of: Data("correct horse".utf8)) == nil)
    }

    @Test("over a restart an answer is still there, and what was begun and not answered is not done again")
    func restart() async throws {
        let folder = try ServerFolder()
        func ask(_ platform: Platform, _ key: String) async throws -> RawAnswer {
            let doors = WebServer.inProcess(
                services: platform.services, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            return try await APIClient(transport: doors.transport, token: doors.token)
                .raw("POST", "/api/v1/accounts", body: Self.account, headers: Self.key(key))
        }
        // The folder is another's once the platform is gone.
        let made: RawAnswer
        do {
            let first = try await folder.open()
            made = try await ask(first, "answered")
            #expect(made.status == 201)
            // A server that dies between the effect and the answer has noted that it began.
            let rules = try #require(first.services.rules)
            let died = RepeatableRequest(account: "local", method: "POST", path: "/api/v1/accounts", key: "died")
            guard case .first = try await rules.answers.begin(died) else {
                Issue.record("it was known before")
                return
            }
            let meanwhile = try await ask(first, "died")
            #expect(meanwhile.status == 409 && meanwhile.headers["retry-after"] == "1")
            await first.close()
        }

        let second = try await folder.open()
        let again = try await ask(second, "answered")
        #expect(again.status == 201 && again.body == made.body && again.headers["idempotency-replayed"] == "true")
        let unknown = try await ask(second, "died")
        #expect(unknown.status == 409 && unknown.body.contains("outcome_unknown") && unknown.headers["retry-after"] == nil)
        await second.close()
    }

    @Test("what one account keeps is bounded, and its oldest answers go first")
    func bounded() async throws {
        let guarded = try await GuardedPlatform()
        let answers = try #require(guarded.platform.services.rules?.answers)
        @Sendable func request(_ number: Int) -> RepeatableRequest {
            RepeatableRequest(account: "anna", method: "POST", path: "/api/v1/runs", key: "k\(number)")
        }
        @Sendable func keep(_ number: Int, _ bytes: Int) async throws {
            guard case .first = try await answers.begin(request(number)) else { throw BasinError(.conflict, "known") }
            await answers.finish(
                request(number),
                KeptAnswer(fingerprint: [1], status: 201, headers: [:], body: Array(repeating: 7, count: bytes)))
        }
        for number in 0..<70 { try await keep(number, 64 << 10) }
        // 4 MiB: the last 64 have their bodies, those before say only that they were done.
        guard case .answered(let last) = try await answers.begin(request(69)),
            case .answered(let early) = try await answers.begin(request(2))
        else {
            Issue.record("an answer is gone")
            return
        }
        #expect(last.body.count == 64 << 10 && last.absence == nil && early.body.isEmpty && early.absence == .room)
        // Together, so that they share commits.
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 70..<2100 { group.addTask { try await keep(number, 1) } }
            try await group.waitForAll()
        }
        try await keep(2100, 1)
        guard case .first = try await answers.begin(request(0)), case .answered = try await answers.begin(request(2100)) else {
            Issue.record("the oldest stay, or the last went")
            return
        }
    }

    @Test("who decided on what is no more is told so, and nothing is done (If-Match)")
    func preconditions() async throws {
        let guarded = try await GuardedPlatform()
        let admin = guarded.admin
        _ = try await guarded.account("anna", [.analyst])
        let seen = try await admin.raw("GET", "/api/v1/accounts/anna")
        let tag = try #require(seen.headers["etag"])
        #expect(try await admin.raw("GET", "/api/v1/accounts/anna", headers: ["if-none-match": tag]).status == 304)
        let viewer = #"{"roles":["viewer"]}"#, steward = #"{"roles":["steward"]}"#
        #expect(try await admin.raw("PATCH", "/api/v1/accounts/anna", body: viewer, headers: ["if-match": tag]).status == 200)
        let late = try await admin.raw("PATCH", "/api/v1/accounts/anna", body: steward, headers: ["if-match": tag])
        #expect(late.status == 412 && late.headers["content-type"] == "application/problem+json")
        #expect(try await admin.accounts().first?.roles == ["viewer"])

        var project = GuardedPlatform.project
        let plan = try await admin.plan(project)
        let revision = try #require(plan.revision)
        project["events/visit.yaml"]? += "\n  more: {type: string, required: false, classification: none}"
        let applied = try await admin.apply(project, ifRevision: revision)
        #expect(applied.revision != revision && !applied.changes.isEmpty)
        let moved = await Self.code { _ = try await admin.apply(GuardedPlatform.project, ifRevision: revision) }
        #expect(moved == "precondition_failed")
        // The same again changes nothing, and goes on being the same.
        #expect(try await admin.apply(project, ifRevision: applied.revision).revision == applied.revision)
    }
}
