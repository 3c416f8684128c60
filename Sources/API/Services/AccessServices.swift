package import BasinCore
package import BasinWire

/// What the doors can ask about who may do what, and about what was done; part of `Services`. Each throws `BasinError`.
package struct AccessServices: Sendable {
    package var whoAmI: @Sendable (Principal) async throws -> WhoAmI
    /// Throws `.unauthorized`, the same whatever is wrong, and `.rateLimited` after several wrong ones.
    package var login: @Sendable (LoginRequest) async throws -> CreatedToken
    package var accounts: @Sendable () async throws -> [AccountSummary]
    package var createAccount: @Sendable (AccountRequest) async throws -> AccountSummary
    /// The condition is on the account as `accounts` gives it.
    package var changeAccount: @Sendable (_ name: String, AccountChange, Precondition) async throws -> AccountSummary
    package var setPassword: @Sendable (_ name: String, PasswordRequest, Principal) async throws -> Void
    package var signIn: SignInServices
    /// One's own; everybody's for who administers or audits.
    package var tokens: @Sendable (Principal) async throws -> [TokenSummary]
    package var createToken: @Sendable (TokenRequest, Principal) async throws -> CreatedToken
    package var revokeToken: @Sendable (_ id: Int, Principal) async throws -> TokenSummary
    /// One's own and one's teams'; everybody's for who governs or audits.
    package var grants: @Sendable (Principal) async throws -> [GrantSummary]
    package var grant: @Sendable (GrantRequest, Principal) async throws -> GrantSummary
    package var revokeGrant: @Sendable (_ id: Int, Principal) async throws -> GrantSummary
    /// One's own and those that one may decide; everybody's for who governs or audits.
    package var requests: @Sendable (_ state: String?, Principal) async throws -> [AccessRequestSummary]
    /// One of them. Throws `.notFound`, the same for what is not there and what is none of theirs.
    package var request: @Sendable (_ id: Int, Principal) async throws -> AccessRequestSummary
    package var ask: @Sendable (AccessRequestForm, Principal) async throws -> AccessRequestSummary
    /// `approve`, `refuse` or `withdraw`.
    package var decide:
        @Sendable (_ id: Int, _ decision: String, AccessDecision, Principal) async throws -> AccessRequestSummary
    /// As far back as one answer looks.
    package var auditRecords:
        @Sendable (_ person: String?, _ object: String?, _ action: String?, _ before: Int?, _ limit: Int) async throws
            -> AuditAnswer
    /// - Parameter head: `NUMBER:HEX`, noted earlier.
    package var verifyAudit: @Sendable (_ head: String?) async throws -> AuditVerification
    /// Every record as it is stored, a line each.
    package var exportAudit: @Sendable (Departure) async throws -> QueryAnswer

    package init(
        whoAmI: @escaping @Sendable (Principal) async throws -> WhoAmI,
        login: @escaping @Sendable (LoginRequest) async throws -> CreatedToken,
        accounts: @escaping @Sendable () async throws -> [AccountSummary],
        createAccount: @escaping @Sendable (AccountRequest) async throws -> AccountSummary,
        changeAccount: @escaping @Sendable (String, AccountChange, Precondition) async throws -> AccountSummary,
        setPassword: @escaping @Sendable (String, PasswordRequest, Principal) async throws -> Void,
        tokens: @escaping @Sendable (Principal) async throws -> [TokenSummary],
        createToken: @escaping @Sendable (TokenRequest, Principal) async throws -> CreatedToken,
        revokeToken: @escaping @Sendable (Int, Principal) async throws -> TokenSummary,
        grants: @escaping @Sendable (Principal) async throws -> [GrantSummary],
        grant: @escaping @Sendable (GrantRequest, Principal) async throws -> GrantSummary,
        revokeGrant: @escaping @Sendable (Int, Principal) async throws -> GrantSummary,
        requests: @escaping @Sendable (String?, Principal) async throws -> [AccessRequestSummary],
        request: @escaping @Sendable (Int, Principal) async throws -> AccessRequestSummary,
        ask: @escaping @Sendable (AccessRequestForm, Principal) async throws -> AccessRequestSummary,
        decide: @escaping @Sendable (Int, String, AccessDecision, Principal) async throws -> AccessRequestSummary,
        auditRecords: @escaping @Sendable (String?, String?, String?, Int?, Int) async throws -> AuditAnswer,
        verifyAudit: @escaping @Sendable (String?) async throws -> AuditVerification,
        exportAudit: @escaping @Sendable (Departure) async throws -> QueryAnswer, signIn: SignInServices = .none
    ) {
        self.whoAmI = whoAmI
        self.login = login
        self.accounts = accounts
        self.createAccount = createAccount
        self.changeAccount = changeAccount
        self.setPassword = setPassword
        self.tokens = tokens
        self.createToken = createToken
        self.revokeToken = revokeToken
        self.grants = grants
        self.grant = grant
        self.revokeGrant = revokeGrant
        self.requests = requests
        self.request = request
        self.ask = ask
        self.decide = decide
        self.auditRecords = auditRecords
        self.verifyAudit = verifyAudit
        self.exportAudit = exportAudit
        self.signIn = signIn
    }
}
