import BasinCore
import BasinMetastore
import BasinWire

/// What accounts show.
extension Platform {
    func tokens(for person: Principal) async throws -> [TokenSummary] {
        let all = person.may(.administer) || person.may(.audit)
        return try await read { try $0.accessTokens(of: all ? nil : person.name) }.map(Self.summary)
    }

    private static func summary(_ token: AccessToken) -> TokenSummary {
        TokenSummary(
            id: Int(token.id), account: token.account, name: token.name,
            permissions: token.permissions?.map(\.rawValue).sorted(), createdAt: token.createdAt.description,
            expiresAt: token.expiresAt.description, revokedAt: token.revokedAt?.description)
    }

    func createToken(_ request: TokenRequest, by person: Principal) async throws -> CreatedToken {
        guard Name.isValidTeam(request.name) else {
            throw BasinError(.invalid, "A token needs a name, of what it is for: \(Name.rule), or hyphens.")
        }
        let days = request.days ?? 90
        guard (1...365).contains(days) else { throw BasinError(.invalid, "A token is good for 1 to 365 days.") }
        var permissions = try request.permissions.map { words in
            Set(
                try words.map { word in
                    guard let permission = Permission(rawValue: word) else {
                        let known = Permission.allCases.map(\.rawValue).joined(separator: ", ")
                        throw BasinError(.invalid, "\(word.prefix(40)) is no permission; give some of \(known).")
                    }
                    return permission
                })
        }
        if let permissions, permissions.isEmpty { throw BasinError(.invalid, "A token that may nothing is of no use.") }
        let name = request.account ?? person.name
        let now = clock.now()
        var end = now + .seconds(Int64(days) * 86_400), parent: AccessToken?
        if name != person.name || person.tokenID == nil {
            try person.require(.administer)
        } else {
            let stored = try await read { try $0.passwordHash(ofAccount: name) }
            if let password = request.password {
                guard try await isPassword(password, of: name, stored) else {
                    throw BasinError(.forbidden, "This is not the account's password.")
                }
            } else {
                // What was lent for hours makes nothing that lasts, and takes along what it made.
                parent = try await read { snapshot in try person.tokenID.flatMap { try snapshot.accessToken(id: $0) } }
                end = min(end, parent?.expiresAt ?? now)
            }
            // A token makes none that may more than itself.
            guard permissions?.isSubset(of: person.permissions) ?? true else {
                throw BasinError(.forbidden, "This token may less than the one that is asked for.")
            }
            permissions = permissions ?? person.permissions
        }
        return try await makeToken(
            of: name, name: request.name, permissions: permissions, parent: parent?.id, until: end
        ) { [now = clock.now()] in try Self.requireGood(person, $0, at: now) }
    }

    /// The token that asks may have ended since it was shown.
    static func requireGood(
        _ person: Principal, _ snapshot: BasinMetastore.Snapshot, at now: Timestamp
    ) throws {
        if let end = person.until {
            guard now < end, let account = try snapshot.account(named: person.name), account.disabledAt == nil else {
                throw BasinError(.unauthorized, "The token is not good any more.")
            }
        }
        guard let id = person.tokenID else { return }
        guard let token = try snapshot.accessToken(id: id), token.revokedAt == nil, now < token.expiresAt,
            try snapshot.account(named: person.name)?.disabledAt == nil
        else { throw BasinError(.unauthorized, "The token is not good any more.") }
    }

    /// - Parameter check: throws, in the transaction, when what was shown is not good any more.
    func makeToken(
        of account: String, name: String, permissions: Set<Permission>?, parent: Int64? = nil, until end: Timestamp,
        _ check: @escaping @Sendable (BasinMetastore.Snapshot) throws -> Void
    ) async throws -> CreatedToken {
        let secret = try Credentials.newSecret(prefix: "basin_at_")
        let now = clock.now()
        let id = try await changeAccess { transaction in
            try check(transaction.snapshot)
            guard let found = try transaction.snapshot.account(named: account) else { throw Self.noAccount(account) }
            guard found.disabledAt == nil else {
                throw BasinError(.conflict, "The account \(account) is disabled; enable it first.")
            }
            let logins = try transaction.snapshot.accessTokens(of: account, goodAt: now).filter { $0.name == Self.loginName }
            if name == Self.loginName {
                for old in logins.dropFirst(Self.mostLogins - 1) { try transaction.revokeToken(old.id, of: nil, at: now) }
            }
            return try transaction.add(
                AccessToken(
                    account: account, name: name, secretHash: Credentials.hash(secret), permissions: permissions,
                    parentID: parent, createdAt: now, expiresAt: end))
        }
        return CreatedToken(id: Int(id), account: account, name: name, token: secret, expiresAt: end.description)
    }

    func revokeToken(_ id: Int64, by person: Principal) async throws -> TokenSummary {
        let owner = person.may(.administer) ? nil : person.name
        let now = clock.now()
        return try await changeAccess { transaction in
            try transaction.revokeToken(id, of: owner, at: now)
            guard let token = try transaction.snapshot.accessToken(id: id) else {
                throw BasinError(.notFound, "There is no token \(id) of yours.")
            }
            return Self.summary(token)
        }
    }
}
