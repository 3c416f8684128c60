import BasinAPI
import BasinCore
import BasinKeys
import BasinManagement
import BasinMetastore
import BasinWire

/// Whose account an issuer's word opens.
extension Platform {
    /// The account of whom the claims mean, with the roles and teams that their groups give now. An identity is one
    /// account's for good: neither a name that changed at the issuer, nor the same name at another issuer, opens it.
    /// - Parameter kind: of an account that is made for it.
    /// - Throws: `.forbidden`, with what somebody who administers can do about it; it is written down.
    func account(of claims: TokenClaims, _ issuer: SignInIssuer, _ kind: Account.Kind) async throws -> Account {
        let now = clock.now()
        do {
            let account = try await changeAccess { transaction in
                var account = try Self.owner(of: claims, issuer, kind, transaction, now)
                let known = Set(try transaction.snapshot.teams().map(\.name))
                let rights = SignInRights(issuer, groups: claims.texts(issuer.groups), knownTeams: known)
                let before = account
                if let roles = rights.roles { account.roles = roles }
                if let teams = rights.teams { account.teams = teams }
                // Also when nothing is left: what the account still shows elsewhere may nothing, too.
                if account != before { try transaction.update(account) }
                return account
            }
            guard !account.roles.isEmpty else {
                throw BasinError(.forbidden, "None of your groups at \(issuer.name) gives a role here; ask who administers.")
            }
            return account
        } catch let error as BasinError where error.code == .forbidden {
            try await auditLog.append(
                AuditEntry(
                    person: "-", action: "login", outcome: .refused, details: ["why": "account", "way": "oidc:" + issuer.name]))
            throw error
        }
    }

    private static func owner(
        of claims: TokenClaims, _ issuer: SignInIssuer, _ kind: Account.Kind, _ transaction: Transaction, _ now: Timestamp
    ) throws -> Account {
        try requireDomain(claims, issuer)
        let identity = AccountIdentity(issuer: claims.issuer, subject: claims.subject)
        if let known = try transaction.snapshot.account(of: identity) { return try enabled(known) }
        let refusal = BasinError(
            .forbidden,
            "No account here is yours. Who administers can make one, and link it: `basin account link NAME --issuer \(issuer.name) "
                + "--subject \(quoted(claims.subject))`.")
        guard let name = accountName(claims, issuer) else { throw refusal }
        let account: Account
        if let existing = try transaction.snapshot.account(named: name) {
            // A name alone proves nothing: it may be anybody's at an issuer, and was somebody's here before.
            guard issuer.adopts, !existing.hasPassword, try transaction.snapshot.identities(ofAccount: name).isEmpty else {
                throw refusal
            }
            account = try enabled(existing)
        } else {
            guard let role = issuer.newAccounts else { throw refusal }
            account = Account(name: name, kind: kind, roles: [role], teams: [], createdAt: now)
            try transaction.add(account)
        }
        try transaction.link(identity, to: name, by: "oidc:" + issuer.name, at: now)
        return account
    }

    /// As a shell takes it: some issuers write `|` into subjects, and at others people choose what stands there.
    private static func quoted(_ subject: String) -> String {
        let isPlain = subject.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "'") }
        return isPlain ? "'\(subject)'" : "…"
    }

    private static func enabled(_ account: Account) throws -> Account {
        guard account.disabledAt == nil else {
            throw BasinError(.forbidden, "Your account is disabled; ask who administers.")
        }
        return account
    }

    /// - Throws: `.forbidden` unless a verified address is of one of the issuer's domains, where it has some.
    static func requireDomain(_ claims: TokenClaims, _ issuer: SignInIssuer) throws {
        guard !issuer.domains.isEmpty else { return }
        let address = claims.isTrue("email_verified") ? claims.text("email") : nil
        let domain = address.flatMap { $0.contains("@") ? $0.split(separator: "@", omittingEmptySubsequences: false).last : nil }?
            .lowercased()
        guard let domain, issuer.domains.contains(where: { $0.utf8.elementsEqual(domain.utf8) }) else {
            throw BasinError(.forbidden, "Only verified addresses of \(issuer.domains.joined(separator: ", ")) may sign in here.")
        }
    }

    /// Nil for one that cannot be an account's: nothing is cut off or replaced to make it one, except capitals.
    static func accountName(_ claims: TokenClaims, _ issuer: SignInIssuer) -> String? {
        let said: String?
        switch issuer.account {
        case .email: said = claims.isTrue("email_verified") ? claims.text("email") : nil
        case .preferredUsername: said = claims.text("preferred_username")
        case .sub: said = claims.subject
        }
        guard let said, said.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        let name = said.lowercased()
        return Account.isValid(name) && !Account.reservedNames.contains(name) ? name : nil
    }

    // MARK: By hand

    func link(_ name: String, _ request: IdentityRequest, by person: Principal, _ signIn: SignIn) async throws {
        guard let issuer = signIn.settings.issuer(named: request.issuer) else {
            throw BasinError(.notFound, "There is no issuer \(request.issuer.prefix(80)) here; `basin login --oidc` names them.")
        }
        guard (1...255).contains(request.subject.utf8.count) else {
            throw BasinError(.invalid, "A subject has 1 to 255 bytes; it is the `sub` of the issuer's tokens.")
        }
        let identity = AccountIdentity(issuer: issuer.issuer, subject: request.subject)
        let now = clock.now()
        try await changeAccess { transaction in
            guard try transaction.snapshot.account(named: name) != nil else { throw Self.noAccount(name) }
            try transaction.link(identity, to: name, by: person.name, at: now)
        }
    }

    func unlink(_ name: String) async throws {
        let now = clock.now()
        try await changeAccess { transaction in
            guard try transaction.snapshot.account(named: name) != nil else { throw Self.noAccount(name) }
            guard try transaction.unlink(account: name) > 0 else {
                throw BasinError(.notFound, "No issuer means the account \(name.prefix(80)).")
            }
            try transaction.revokeTokens(of: name, at: now)
        }
    }
}
