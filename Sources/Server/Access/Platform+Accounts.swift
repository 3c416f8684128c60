import BasinAPI
import BasinCore
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
            changeAccount: { try await self.changeAccount(named: $0, $1, if: $2) },
            setPassword: { try await self.setPassword(of: $0, $1, by: $2) },
            tokens: { try await self.tokens(for: $0) },
            createToken: { try await self.createToken($0, by: $1) },
            revokeToken: { try await self.revokeToken(Int64($0), by: $1) },
            grants: { try await self.grants(for: $0) },
            grant: { try await self.grant($0, by: $1) },
            revokeGrant: { try await self.revokeGrant(Int64($0), by: $1) },
            requests: { try await self.accessRequests($0, for: $1) },
            request: { try await self.accessRequest(Int64($0), for: $1) },
            ask: { try await self.ask($0, by: $1) },
            decide: { try await self.decide(Int64($0), $1, $2.answer, by: $3) },
            auditRecords: { try await self.auditRecords(of: $0, on: $1, $2, before: $3, limit: $4) },
            verifyAudit: { try await self.verifyAudit($0) },
            exportAudit: { try await self.exportAudit($0) }, signIn: signInServices)
    }

    private func whoAmI(_ person: Principal) async throws -> WhoAmI {
        let now = clock.now()
        let grants = try await read { snapshot in
            let grants = try snapshot.grants(for: person, at: now)
            let names = try Self.datasetNames(grants, snapshot)
            return grants.map { Self.summary($0, names, now) }
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

    private func changeAccount(
        named name: String, _ change: AccountChange, if condition: Precondition
    ) async throws -> AccountSummary {
        let roles = try change.roles.map { try Self.roles($0) }
        let now = clock.now()
        return try await changeAccess { transaction in
            guard var account = try transaction.snapshot.account(named: name) else { throw Self.noAccount(name) }
            // As the doors write it.
            try condition.require(EntityTag(of: WireJSON.encode(Self.summary(account))), "The account \(name)")
            if let roles { account.roles = roles }
            if let teams = change.teams { account.teams = try Self.teams(teams, transaction.snapshot) }
            if change.disabled == true {
                account.disabledAt = account.disabledAt ?? now
                try transaction.revokeTokens(of: name, at: now)
            } else if change.disabled == false {
                account.disabledAt = nil
            }
            try transaction.update(account)
            try CatalogIndex.update(person: name, in: transaction)
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

    static func noAccount(_ name: String) -> BasinError {
        BasinError(.notFound, "There is no account named \(name.prefix(80)); `basin account list` shows them.")
    }

    /// What is committed holds with the next request.
    func changeAccess<Value: Sendable>(
        _ change: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await changingAccess.run { [metastore, credentials, clock] in
            let value = try metastore.write(change)
            try credentials.loadAccounts(from: metastore, at: clock.now())
            return value
        }
    }
}
