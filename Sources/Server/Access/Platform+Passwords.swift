import BasinCore
import BasinKeys
import BasinManagement
import BasinMetastore
import BasinWire

/// Passwords: set, shown, guessed.
extension Platform {
    static let loginDuration = Duration.seconds(12 * 3600)
    static let loginName = "login"
    /// Of one account at a time; the oldest makes room.
    static let mostLogins = 20

    func setPassword(of name: String, _ request: PasswordRequest, by person: Principal) async throws {
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
        // It would outlast what the issuer says of them.
        if isOwn, !person.may(.administer), credentials.hasIdentity(name) {
            throw BasinError(.forbidden, "Your issuer says who you are; only who administers gives you a password beside that.")
        }
        guard account.kind == .person || password == nil else {
            throw BasinError(.invalid, "A service has tokens and no password.")
        }
        // Who found a token open must not make the account theirs.
        if isOwn, stored != nil, try await !isPassword(request.current ?? "", of: name, stored) {
            throw BasinError(.forbidden, "The current password is needed to set another, and this is not it.")
        }
        let hash = try await hashed(password, of: name)
        let now = clock.now()
        try await changeAccess { transaction in
            try Self.requireGood(person, transaction.snapshot, at: now)
            try transaction.setPassword(ofAccount: name, hash)
            try transaction.revokeTokens(of: name, at: now)
        }
    }

    private func hashed(_ password: String?, of name: String) async throws -> [UInt8]? {
        guard let password else { return nil }
        try logins.enter(name, at: clock.now())
        defer { logins.giveUp(name) }
        return try await hashing.run { try PasswordHash.make(password) }
    }

    func login(_ request: LoginRequest) async throws -> CreatedToken {
        let name = request.account
        let (account, stored) = try await read { (try $0.account(named: name), try $0.passwordHash(ofAccount: name)) }
        let isRight = try await isPassword(request.password, of: name, stored)
        guard isRight, let account, account.disabledAt == nil else {
            // A wrong name is not written down as it was typed: it may be a password.
            try await auditLog.append(AuditEntry(person: account?.name ?? "-", action: "login", outcome: .refused))
            throw BasinError(.unauthorized, "There is no account of that name with that password.")
        }
        // What cannot be written down is not done.
        let begun = try await auditLog.append(AuditEntry(person: account.name, action: "login", outcome: .begun))
        let made = try await makeToken(
            of: account.name, name: Self.loginName, permissions: nil, until: clock.now() + Self.loginDuration
        ) { snapshot in
            guard try snapshot.passwordHash(ofAccount: name) == stored else {
                throw BasinError(.unauthorized, "There is no account of that name with that password.")
            }
        }
        try await auditLog.append(
            AuditEntry(person: account.name, action: "login", outcome: .done, details: ["begun": String(begun), "token": String(made.id)]))
        return made
    }

    /// Whether it is the account's password; slowed down for who guesses.
    func isPassword(_ password: String, of name: String, _ stored: [UInt8]?) async throws -> Bool {
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
}
