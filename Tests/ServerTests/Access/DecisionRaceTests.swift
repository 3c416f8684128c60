import BasinClient
import BasinCore
import BasinWire
import Testing

/// Two who decide one request at once: one does, and the other is told who did.
@Suite(.timeLimit(.minutes(2)))
struct DecisionRaceTests {
    private static let word = ["approve": "approved", "refuse": "refused", "withdraw": "withdrawn"]

    @Test(
        "one decision stands, by the API or by the web's form; the other is a conflict that names who decided; one record says it was done",
        arguments: [("approve", "refuse"), ("refuse", "approve"), ("approve", "approve"), ("withdraw", "approve")])
    func race(_ byAPI: String, _ byForm: String) async throws {
        let guarded = try await GuardedPlatform()
        let anna = try await guarded.account("anna", [.analyst])
        let otto = try await guarded.account("otto", [.analyst], teams: ["team-listening"])
        let stella = try await guarded.account("stella", [.steward])
        let (one, his) = byAPI == "withdraw" ? (anna, "anna") : (otto, "otto")
        let browser = APIClient(transport: stella.transport, token: nil)
        let session = [
            "cookie": "basin_session=\(stella.token ?? "")", "sec-fetch-site": "same-origin",
            "content-type": "application/x-www-form-urlencoded",
        ]
        for round in 0..<10 {
            let id = try await anna.ask(AccessRequestForm(dataset: "payout", purpose: "audit", reason: "The books.", days: 2)).id
            async let first = one.raw(
                "POST", "/api/v1/access-requests/\(id)/\(byAPI)", body: "{}", headers: ["content-type": "application/json"])
            async let second = browser.raw(
                "POST", "/access/requests/\(id)/\(byForm)", body: "answer=By+the+form", headers: session)
            let (answer, page) = try await (first, second)

            // One of them, whichever came first.
            let isByAPI = answer.status == 200
            #expect(isByAPI ? page.status == 409 : page.status == 303 && answer.status == 409, "\(answer) \(page)")
            let winner = isByAPI ? his : "stella"
            let refusal = isByAPI ? page.body : answer.body
            #expect(refusal.contains("Request \(id)") && refusal.contains(winner), "round \(round): \(refusal)")

            let stored = try #require(try await anna.accessRequests().first { $0.id == id })
            #expect(stored.state == Self.word[isByAPI ? byAPI : byForm] && stored.decidedBy == winner, "\(stored)")
            #expect(stored.answer == (isByAPI ? nil : "By the form"))
            let grants = try await anna.grants()
            #expect((stored.grant != nil) == (stored.state == "approved"))
            #expect(grants.count { $0.id == stored.grant } == (stored.state == "approved" ? 1 : 0))

            let records = try await guarded.admin.auditRecords(limit: 1000).filter { $0.object == String(id) && $0.outcome != "begun" }
            #expect(records.map(\.outcome).sorted() == ["done", "failed"], "\(records)")
            #expect(records.first { $0.outcome == "done" }?.person == winner)
            #expect(records.first { $0.outcome == "failed" }?.details["error"] == "conflict")
        }
        // No approval but those that stand gave anything.
        let approved = try await anna.accessRequests("approved").count
        #expect(try await guarded.admin.grants().count == approved)
    }
}
