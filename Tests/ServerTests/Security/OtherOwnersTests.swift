import BasinClient
import BasinCore
import BasinServer
import BasinWire
import Testing

/// Checklist 3 and 11: an id that is somebody else's is answered as one that there is not.
@Suite struct OtherOwnersTests: ErrorCodes {
    /// Without the number that was asked for.
    private static func told(_ answer: RawAnswer) -> String {
        "\(answer.status) \(answer.body.filter { !$0.isNumber })"
    }

    @Test("tokens, grants and requests of others are not seen, not ended, and not told from none", arguments: [Role.viewer, .analyst, .developer])
    func others(_ role: Role) async throws {
        let guarded = try await GuardedPlatform()
        try await guarded.fill()
        let anna = try await guarded.account("anna", [.analyst])
        let otto = try await guarded.account("otto", [role], teams: ["team-nordic"])
        let token = try #require(try await anna.tokens().first?.id)
        let grant = try await guarded.grant("anna", .personal, of: "ticket", for: "support").id
        let request = try await anna.ask(
            AccessRequestForm(dataset: "payout", classification: "none", purpose: "audit", reason: "a question")
        ).id

        #expect(try await otto.tokens().allSatisfy { $0.account == "otto" })
        #expect(try await otto.grants().isEmpty)
        #expect(try await otto.accessRequests().isEmpty)
        #expect(try await otto.whoAmI().grants.isEmpty)
        for (method, path, id) in [
            ("DELETE", "/api/v1/tokens/#", token), ("POST", "/api/v1/access-requests/#/withdraw", request),
            ("POST", "/api/v1/access-requests/#/approve", request), ("POST", "/api/v1/access-requests/#/refuse", request),
            ("DELETE", "/api/v1/grants/#", grant),
        ] {
            let theirs = try await otto.raw(method, path.replacing("#", with: String(id)), body: "{}")
            let none = try await otto.raw(method, path.replacing("#", with: "987654"), body: "{}")
            #expect([403, 404].contains(theirs.status), "\(method) \(path): \(theirs.status)")
            #expect(Self.told(theirs) == Self.told(none), "\(method) \(path)")
        }
        // For others, and what is others' to see.
        #expect(await Self.code { _ = try await otto.createToken(TokenRequest(name: "mine", account: "anna")) } == "forbidden")
        #expect(await Self.code { try await otto.setPassword("correct horse battery", ofAccount: "anna") } == "forbidden")
        #expect(await Self.code { _ = try await otto.auditRecords(person: "anna") } == "forbidden")
        #expect(await Self.code { _ = try await otto.accounts() } == "forbidden")
        #expect(await Self.code { try await otto.exportAudit { _ in } } == "forbidden")
        // Nothing of it took effect.
        #expect(try await anna.whoAmI().grants.map(\.state) == ["good"])
        #expect(try await anna.accessRequests().map(\.state) == ["open"])
    }

    @Test("an answer that was kept for one account is nobody else's, whatever key they name")
    func keptAnswers() async throws {
        let guarded = try await GuardedPlatform()
        let anna = try await guarded.account("anna", [.analyst]), otto = try await guarded.account("otto", [.analyst])
        let form = #"{"dataset":"payout","classification":"none","purpose":"audit","reason":"a question of hers"}"#
        let key = ["idempotency-key": "the-same-key"]
        #expect(try await anna.raw("POST", "/api/v1/access-requests", body: form, headers: key).status == 201)
        let his = try await otto.raw("POST", "/api/v1/access-requests", body: form, headers: key)
        #expect(his.status == 201 && his.headers["idempotency-replayed"] == nil && his.body.contains(#""account":"otto""#))
    }
}
