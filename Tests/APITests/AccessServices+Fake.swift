import BasinAPI
import BasinCore
import BasinWire

extension AccessServices {
    /// One of each.
    static let fake = AccessServices(
        whoAmI: {
            WhoAmI(name: $0.name, teams: $0.teams.sorted(), permissions: $0.permissions.map(\.rawValue).sorted(), grants: [])
        },
        login: { _ in throw BasinError(.unauthorized, "There is no account of that name with that password.") },
        accounts: { [account("anna")] },
        createAccount: { account($0.name) },
        changeAccount: { name, _, _ in account(name) },
        setPassword: { _, _, _ in },
        tokens: { _ in [] },
        createToken: { request, person in
            CreatedToken(
                id: 1, account: request.account ?? person.name, name: request.name, token: "secret",
                expiresAt: "2018-12-01T00:00:00Z")
        },
        revokeToken: { id, person in
            TokenSummary(
                id: id, account: person.name, name: "laptop", createdAt: "2018-11-01T00:00:00Z", expiresAt: "2018-12-01T00:00:00Z")
        },
        grants: { _ in [] },
        grant: { request, person in
            GrantSummary(
                id: 1, account: request.account, team: request.team, dataset: request.dataset,
                classification: request.classification ?? "none", purpose: request.purpose, grantedBy: person.name,
                grantedAt: "2018-11-01T00:00:00Z", until: "2018-12-01T00:00:00Z", state: "good")
        },
        revokeGrant: { id, person in
            GrantSummary(
                id: id, account: person.name, classification: "none", purpose: "support", grantedBy: "otto",
                grantedAt: "2018-11-01T00:00:00Z", until: "2018-12-01T00:00:00Z", state: "revoked")
        },
        requests: { _, _ in [] },
        request: { id, person in
            guard id == 1 else { throw BasinError(.notFound, "There is no request \(id) of yours.") }
            return request("song_played", person.name, "open")
        },
        ask: { form, person in request(form.dataset, person.name, "open") },
        decide: { _, decision, _, person in request("song_played", person.name, decision) },
        auditRecords: { _, _, _, _, _ in AuditAnswer(records: []) },
        verifyAudit: { _ in AuditVerification(records: 0, isWhole: true, problems: []) },
        exportAudit: { _ in LiveServices.answer("application/x-ndjson", "{}\n") })

    private static func account(_ name: String) -> AccountSummary {
        AccountSummary(
            name: name, kind: "person", roles: ["viewer"], teams: [], createdAt: "2018-11-01T00:00:00Z", hasPassword: false)
    }

    private static func request(_ dataset: String, _ account: String, _ state: String) -> AccessRequestSummary {
        AccessRequestSummary(
            id: 1, account: account, dataset: dataset, owner: "team-listening", classification: "none", purpose: "support",
            reason: "a ticket", days: 30, askedAt: "2018-11-01T00:00:00Z", state: state)
    }
}
