import BasinAPI
import BasinCore
import BasinKeys
import BasinManagement
import BasinMetastore
import BasinWire

/// People, services and what they show.
extension Platform {
    var accessServices: AccessServices {
        AccessServices(
            whoAmI: { try await self.whoAmI($0) },
            login: { try await self.login($0) },
            accounts: { try await self.read { try $0.accounts() }.map(Self.summary) },
            createAccount: { try await self.createAccount($0) },
            changeAccount: { try await self.changeAccount(named: $0, $1) },
            setPassword: { try await self.setPassword(of: $0, $1, by: $2) },
            tokens: { try await self.tokens(for: $0) },
            createToken: { try await self.createToken($0, by: $1) },
            revokeToken: { try await self.revokeToken(Int64($0), by: $1) },
            grants: { try await self.grants(for: $0) },
            grant: { try await self.grant($0, by: $1) },
            revokeGrant: { try await self.revokeGrant(Int64($0), by: $1) },
            requests: { try await self.accessRequests($0, for: $1) },
            ask: { try await self.ask($0, by: $1) },
            decide: { try await self.decide(Int64($0), $1, $2.answer, by: $3) },
            auditRecords: { try await self.auditRecords(of: $0, on: $1, $2, before: $3, limit: $4) },
            verifyAudit: { try await self.verifyAudit($0) },
            exportAudit: { try await self.exportAudit($0) })
    }

    private static let loginHours: Int64 = 12

    private func whoAmI(_ person: Principal) async throws -> WhoAmI {
        let now = clock.now()
        let grants = try await read { snapshot in
            let names = try Self.datasetNames(snapshot)
            return try snapshot.grants(for: person, at: now).map { Self.summary($0, names, now) }
        }
        return WhoAmI(
            name: person.name, teams: person.teams.sorted(), permissions: person.permissions.map(\.rawValue).sorted(),
            token: person.token, grants: grants)
    }

    // MARK: Accounts

    private static func summary(_ account: Account) -> AccountSummary {
        AccountSummary(
            name: account.name, kind: account.kind.rawValue, roles: account.roles.map(\.rawValue), teams: account.teams,
            createdAt: account.createdAt.description, disabledAt: account.disabledAt?.description,
            hasPassword: account.hasPassword)
    }

    private func createAccount(_ request: AccountRequest) async throws -> AccountSummary {
        guard Account.isValid(request.name), !Account.reservedNames.contains(request.name) else {
            throw BasinError(
                .invalid,
                "\(request.name.prefix(80)) is no name for an account: use a lower-case letter, then lower-case letters, digits or _ - . @, "
                    + "63 characters at most, and none of \(Account.reservedNames.sorted().joined(separator: ", ")).")
        }
        guard let kind = Account.Kind(rawValue: request.kind ?? Account.Kind.person.rawValue) else {
            throw BasinError(.invalid, "The kind of an account is person or service.")
        }
        let roles = try Self.roles(request.roles)
        let now = clock.now()
        return try await changeAccess { transaction in
            let teams = try Self.teams(request.teams, transaction.snapshot)
            let account = Account(name: request.name, kind: kind, roles: roles, teams: teams, createdAt: now)
            try transaction.add(account)
            return Self.summary(account)
        }
    }

    private func changeAccount(named name: String, _ change: AccountChange) async throws -> AccountSummary {
        let roles = try change.roles.map { try Self.roles($0) }
        let now = clock.now()
        return try await changeAccess { transaction in
            guard var account = try transaction.snapshot.account(named: name) else { throw Self.noAccount(name) }
            if let roles { account.roles = roles }
            if let teams = change.teams { account.teams = try Self.teams(teams, transaction.snapshot) }
            if change.disabled == true {
                account.disabledAt = account.disabledAt ?? now
                try transaction.revokeTokens(of: name, at: now)
            } else if change.disabled == false {
                account.disabledAt = nil
            }
            try transaction.update(account)
            return Self.summary(account)
        }
    }

    private static func roles(_ words: [String]) throws -> [Role] {
        let roles = try Set(words).sorted().map { word in
            guard let role = Role(rawValue: word) else {
                let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
                throw BasinError(.invalid, "\(word.prefix(40)) is no role; give some of \(known).")
            }
            return role
        }
        guard !roles.isEmpty else { throw BasinError(.invalid, "An account needs a role; viewer is the least.") }
        return roles
    }

    private static func teams(_ names: [String], _ snapshot: BasinMetastore.Snapshot) throws -> [String] {
        let known = Set(try snapshot.teams().map(\.name))
        if let unknown = names.first(where: { !known.contains($0) }) {
            throw BasinError(
                .notFound, "There is no team \(unknown.prefix(80)); declare it in teams.yaml, and apply that first.")
        }
        return Set(names).sorted()
    }

    private static func noAccount(_ name: String) -> BasinError {
        BasinError(.notFound, "There is no account named \(name.prefix(80)); `basin account list` shows them.")
    }

    // MARK: Passwords

    private func setPassword(of name: String, _ request: PasswordRequest, by person: Principal) async throws {
        let password = request.password
        let (account, stored) = try await read { (try $0.account(named: name), try $0.passwordHash(ofAccount: name)) }
        let isOwn = person.name == name
        guard person.may(.administer) || isOwn else {
            throw BasinError(.forbidden, "Only \(name.prefix(80)) and who administers set that password.")
        }
        guard let account else { throw Self.noAccount(name) }
        // A token that may less must not become one that may all.
        if isOwn, !person.may(.administer), person.permissions != account.permissions {
            throw BasinError(.forbidden, "This token may less than the account, so it cannot set the account's password.")
        }
        guard account.kind == .person || password == nil else {
            throw BasinError(.invalid, "A service has tokens and no password.")
        }
        // Who found a token open must not make the account theirs.
        if isOwn, stored != nil, try await !isPassword(request.current ?? "", of: name, stored) {
            throw BasinError(.forbidden, "The current password is needed to set another, and this is not it.")
        }
        let hash = try await hashing.run { try password.map { try PasswordHash.make($0) } }
        let now = clock.now()
        try await changeAccess { transaction in
            try Self.requireGood(person, transaction.snapshot, at: now)
            try transaction.setPassword(ofAccount: name, hash)
            try transaction.revokeTokens(of: name, at: now)
        }
    }

    private func login(_ request: LoginRequest) async throws -> CreatedToken {
        let name = request.account
        let (account, stored) = try await read { (try $0.account(named: name), try $0.passwordHash(ofAccount: name)) }
        let isRight = try await isPassword(request.password, of: name, stored)
        guard isRight, let account, account.disabledAt == nil else {
            // A wrong name is not written down as it was typed: it may be a password.
            try await auditLog.append(AuditEntry(person: account?.name ?? "-", action: "login", outcome: .refused))
            throw BasinError(.unauthorized, "There is no account of that name with that password.")
        }
        let made = try await makeToken(
            of: account.name, name: "login", permissions: nil, until: clock.now() + .seconds(Self.loginHours * 3600)
        ) { snapshot in
            guard try snapshot.passwordHash(ofAccount: name) == stored else {
                throw BasinError(.unauthorized, "There is no account of that name with that password.")
            }
        }
        try await auditLog.append(
            AuditEntry(person: account.name, action: "login", outcome: .done, details: ["token": String(made.id)]))
        return made
    }

    /// Whether it is the account's password; slowed down for who guesses.
    private func isPassword(_ password: String, of name: String, _ stored: [UInt8]?) async throws -> Bool {
        // Names that nobody can have share one pause.
        let throttled = Account.isValid(name) ? name : ""
        try logins.enter(throttled, at: clock.now())
        do {
            let isRight = try await hashing.run { try PasswordHash.matches(password, stored) }
            logins.leave(throttled, wasRight: isRight, at: clock.now())
            return isRight
        } catch {
            logins.giveUp(throttled)
            throw error
        }
    }

    // MARK: Tokens

    private func tokens(for person: Principal) async throws -> [TokenSummary] {
        let all = person.may(.administer) || person.may(.audit)
        return try await read { try $0.accessTokens(of: all ? nil : person.name) }.map { token in
            TokenSummary(
                id: Int(token.id), account: token.account, name: token.name,
                permissions: token.permissions?.map(\.rawValue).sorted(), createdAt: token.createdAt.description,
                expiresAt: token.expiresAt.description, revokedAt: token.revokedAt?.description)
        }
    }

    private func createToken(_ request: TokenRequest, by person: Principal) async throws -> CreatedToken {
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
    private static func requireGood(
        _ person: Principal, _ snapshot: BasinMetastore.Snapshot, at now: Timestamp
    ) throws {
        guard let id = person.tokenID else { return }
        guard let token = try snapshot.accessToken(id: id), token.revokedAt == nil, now < token.expiresAt,
            try snapshot.account(named: person.name)?.disabledAt == nil
        else { throw BasinError(.unauthorized, "The token is not good any more.") }
    }

    /// - Parameter check: throws, in the transaction, when what was shown is not good any more.
    private func makeToken(
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
            return try transaction.add(
                AccessToken(
                    account: account, name: name, secretHash: Credentials.hash(secret), permissions: permissions,
                    parentID: parent, createdAt: now, expiresAt: end))
        }
        return CreatedToken(id: Int(id), account: account, name: name, token: secret, expiresAt: end.description)
    }

    private func revokeToken(_ id: Int64, by person: Principal) async throws {
        let owner = person.may(.administer) ? nil : person.name
        let now = clock.now()
        try await changeAccess { try $0.revokeToken(id, of: owner, at: now) }
    }

    /// What is committed holds with the next request.
    private func changeAccess<Value: Sendable>(
        _ change: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await changingAccess.run { [metastore, credentials, clock] in
            let value = try metastore.write(change)
            try credentials.loadAccounts(from: metastore, at: clock.now())
            return value
        }
    }
}
