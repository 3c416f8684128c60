package import BasinWire

/// Who may do what, and what was done.
extension APIClient {
    package func whoAmI() async throws -> WhoAmI { try await get(WireTarget("api", "v1", "me")) }

    package func login(_ account: String, password: String) async throws -> CreatedToken {
        try await post(WireTarget("api", "v1", "login"), LoginRequest(account: account, password: password))
    }

    /// By which issuers of OpenID Connect people may sign in.
    package func signInWays() async throws -> [SignInWay] { try await get(WireTarget("api", "v1", "login", "ways")) }

    package func login(_ code: SignInCode) async throws -> CreatedToken {
        try await post(WireTarget("api", "v1", "login", "code"), code)
    }

    package func link(_ account: String, _ identity: IdentityRequest) async throws {
        _ = try await send("PUT", WireTarget("api", "v1", "accounts", account, "identity"), identity)
    }

    package func unlink(_ account: String) async throws {
        _ = try await exchange(authorized("DELETE", WireTarget("api", "v1", "accounts", account, "identity")))
    }

    package func accounts() async throws -> [AccountSummary] { try await get(WireTarget("api", "v1", "accounts")) }

    package func createAccount(_ request: AccountRequest) async throws -> AccountSummary {
        try await post(WireTarget("api", "v1", "accounts"), request)
    }

    package func changeAccount(_ name: String, _ change: AccountChange) async throws -> AccountSummary {
        let answer = try await send("PATCH", WireTarget("api", "v1", "accounts", name), change)
        return try decode(AccountSummary.self, from: answer)
    }

    /// Nil takes it away.
    /// - Parameter current: the one before, which whoever has one shows.
    package func setPassword(_ password: String?, ofAccount name: String, current: String? = nil) async throws {
        _ = try await send(
            "PUT", WireTarget("api", "v1", "accounts", name, "password"), PasswordRequest(password: password, current: current))
    }

    package func tokens() async throws -> [TokenSummary] { try await get(WireTarget("api", "v1", "tokens")) }

    package func createToken(_ request: TokenRequest) async throws -> CreatedToken {
        try await post(WireTarget("api", "v1", "tokens"), request)
    }

    package func revokeToken(_ id: Int) async throws {
        _ = try await exchange(authorized("DELETE", WireTarget("api", "v1", "tokens", String(id))))
    }

    package func grants() async throws -> [GrantSummary] { try await get(WireTarget("api", "v1", "grants")) }

    package func grant(_ request: GrantRequest) async throws -> GrantSummary {
        try await post(WireTarget("api", "v1", "grants"), request)
    }

    package func revokeGrant(_ id: Int) async throws {
        _ = try await exchange(authorized("DELETE", WireTarget("api", "v1", "grants", String(id))))
    }

    package func accessRequests(_ state: String? = nil) async throws -> [AccessRequestSummary] {
        try await get(WireTarget("api", "v1", "access-requests", query: [("state", state)]))
    }

    package func ask(_ form: AccessRequestForm) async throws -> AccessRequestSummary {
        try await post(WireTarget("api", "v1", "access-requests"), form)
    }

    /// - Parameter decision: `approve`, `refuse` or `withdraw`.
    package func decide(_ id: Int, _ decision: String, answer: String? = nil) async throws -> AccessRequestSummary {
        try await post(WireTarget("api", "v1", "access-requests", String(id), decision), AccessDecision(answer: answer))
    }

    /// The latest first, however far back they are: one answer looks at a part of the log.
    package func auditRecords(
        person: String? = nil, object: String? = nil, action: String? = nil, limit: Int? = nil
    ) async throws -> [AuditLine] {
        let limit = limit ?? 100
        var records: [AuditLine] = [], before: Int?
        repeat {
            let answer: AuditAnswer = try await get(
                WireTarget(
                    "api", "v1", "audit",
                    query: [
                        ("person", person), ("object", object), ("action", action), ("before", before.map { String($0) }),
                        ("limit", String(limit - records.count)),
                    ]))
            records += answer.records
            before = answer.next
        } while before != nil && records.count < limit
        return records
    }

    /// - Parameter head: `NUMBER:HEX`, noted earlier.
    package func verifyAudit(head: String? = nil) async throws -> AuditVerification {
        try await get(WireTarget("api", "v1", "audit", "verify", query: [("head", head)]))
    }

    package func exportAudit(receive: @escaping @Sendable ([UInt8]) async throws -> Void) async throws {
        try await stream(authorized("GET", WireTarget("api", "v1", "audit", "export")), receive: receive)
    }

    private func send(_ method: String, _ target: WireTarget, _ body: some Encodable) async throws -> [UInt8] {
        var request = authorized(method, target)
        request.headers["content-type"] = "application/json"
        request.body = .bytes(try WireJSON.encode(body))
        return try await exchange(request)
    }
}
