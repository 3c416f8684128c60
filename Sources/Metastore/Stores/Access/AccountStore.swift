package import BasinCore
import Foundation
import GRDB

/// What an account shows, without its secret.
package struct AccessToken: Sendable {
    package var id: Int64
    package var account: String
    package var name: String
    package var secretHash: [UInt8]
    /// What the account may do through it at most; nil: all that the account may.
    package var permissions: Set<Permission>?
    /// The token that asked for it, with which it ends.
    package var parentID: Int64?
    package var createdAt: Timestamp
    package var expiresAt: Timestamp
    package var revokedAt: Timestamp?

    package init(
        id: Int64 = 0, account: String, name: String, secretHash: [UInt8], permissions: Set<Permission>?,
        parentID: Int64? = nil,
        createdAt: Timestamp, expiresAt: Timestamp, revokedAt: Timestamp? = nil
    ) {
        self.id = id
        self.account = account
        self.name = name
        self.secretHash = secretHash
        self.permissions = permissions
        self.parentID = parentID
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
    }
}

/// Accounts and their tokens.
extension Snapshot {
    /// By name, those that are disabled too.
    package func accounts() throws -> [Account] {
        try Row.fetchAll(db, sql: "SELECT * FROM account ORDER BY name").map(Self.account)
    }

    package func account(named name: String) throws -> Account? {
        try Row.fetchOne(db, sql: "SELECT * FROM account WHERE name = ?", arguments: [name]).map(Self.account)
    }

    private static func account(_ row: Row) throws -> Account {
        Account(
            name: row["name"], kind: try stored(row["kind"]), roles: try JSONText.decode([Role].self, row["roles"]),
            teams: try JSONText.decode([String].self, row["teams"]),
            createdAt: Timestamp(microseconds: row["created_at"]),
            disabledAt: (row["disabled_at"] as Int64?).map(Timestamp.init(microseconds:)),
            hasPassword: (row["password"] as Data?) != nil)
    }

    /// Nil where there is no such account, or it has no password.
    package func passwordHash(ofAccount name: String) throws -> [UInt8]? {
        try Data.fetchOne(
            db, sql: "SELECT password FROM account WHERE name = ? AND password IS NOT NULL", arguments: [name]
        )
        .map(Array.init)
    }

    /// The latest first.
    /// - Parameters:
    ///   - account: nil: of all.
    ///   - now: only those that are good then; nil: all.
    package func accessTokens(of account: String? = nil, goodAt now: Timestamp? = nil) throws -> [AccessToken] {
        // An index serves one of the two.
        try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM access_token WHERE \(account == nil ? "?1 IS NULL" : "account = ?1")
                    AND (?2 IS NULL OR (revoked_at IS NULL AND expires_at > ?2)) ORDER BY id DESC
                """, arguments: [account, now?.microseconds]
        ).map(Self.accessToken)
    }

    package func accessToken(id: Int64) throws -> AccessToken? {
        try Row.fetchOne(db, sql: "SELECT * FROM access_token WHERE id = ?", arguments: [id]).map(Self.accessToken)
    }

    private static func accessToken(_ row: Row) throws -> AccessToken {
        AccessToken(
            id: row["id"], account: row["account"], name: row["name"], secretHash: Array(row["secret_hash"] as Data),
            permissions: try (row["permissions"] as String?).map { Set(try JSONText.decode([Permission].self, $0)) },
            parentID: row["parent_id"], createdAt: Timestamp(microseconds: row["created_at"]),
            expiresAt: Timestamp(microseconds: row["expires_at"]),
            revokedAt: (row["revoked_at"] as Int64?).map(Timestamp.init(microseconds:)))
    }

    /// A stored word; `.damaged` when it is none that this Basin knows.
    static func stored<Value: RawRepresentable<String>>(_ word: String) throws -> Value {
        guard let value = Value(rawValue: word) else {
            throw BasinError(
                .damaged, "The metastore holds the word \(word.prefix(40)), which means nothing here; run `basin fsck`."
            )
        }
        return value
    }
}

extension Transaction {
    /// - Throws: `.conflict` when the name is taken, also by a disabled account: what it did keeps its name.
    package func add(_ account: Account) throws {
        guard try snapshot.account(named: account.name) == nil else {
            throw BasinError(
                .conflict, "There is already an account named \(account.name); choose another name, or change that one."
            )
        }
        try db.execute(
            sql: "INSERT INTO account (name, kind, roles, teams, created_at) VALUES (?, ?, ?, ?, ?)",
            arguments: [
                account.name, account.kind.rawValue, try JSONText.encode(account.roles),
                try JSONText.encode(account.teams),
                account.createdAt.microseconds,
            ])
    }

    /// Roles, teams and whether it is disabled become those of `account`.
    package func update(_ account: Account) throws {
        try db.execute(
            sql: "UPDATE account SET roles = ?, teams = ?, disabled_at = ? WHERE name = ?",
            arguments: [
                try JSONText.encode(account.roles), try JSONText.encode(account.teams),
                account.disabledAt?.microseconds,
                account.name,
            ])
        guard db.changesCount > 0 else { throw BasinError(.notFound, "There is no account named \(account.name).") }
    }

    /// Nil takes it away.
    /// - Throws: `.notFound`.
    package func setPassword(ofAccount name: String, _ hash: [UInt8]?) throws {
        try db.execute(sql: "UPDATE account SET password = ? WHERE name = ?", arguments: [hash.map { Data($0) }, name])
        guard db.changesCount > 0 else { throw BasinError(.notFound, "There is no account named \(name).") }
    }

    /// - Throws: `.conflict` when the account has a hundred good tokens.
    package func add(_ token: AccessToken) throws -> Int64 {
        guard try snapshot.accessTokens(of: token.account, goodAt: token.createdAt).count < 100 else {
            throw BasinError(
                .conflict, "\(token.account) has 100 tokens that are good; revoke some with `basin token revoke`.")
        }
        try db.execute(
            sql: """
                INSERT INTO access_token (account, name, secret_hash, permissions, parent_id, created_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                token.account, token.name, Data(token.secretHash),
                try token.permissions.map { try JSONText.encode($0.map(\.rawValue).sorted()) }, token.parentID,
                token.createdAt.microseconds,
                token.expiresAt.microseconds,
            ])
        return db.lastInsertedRowID
    }

    /// Those that it asked for end with it.
    /// - Parameter account: whose token it must be; nil: anybody's.
    package func revokeToken(_ id: Int64, of account: String?, at now: Timestamp) throws {
        try db.execute(
            sql:
                "UPDATE access_token SET revoked_at = coalesce(revoked_at, ?1) WHERE id = ?2 AND (?3 IS NULL OR account = ?3)",
            arguments: [now.microseconds, id, account])
        guard db.changesCount > 0 else { throw BasinError(.notFound, "There is no token \(id) of yours.") }
        try db.execute(
            sql: """
                WITH RECURSIVE made (id) AS (
                    SELECT id FROM access_token WHERE parent_id = ?2
                    UNION SELECT t.id FROM access_token t JOIN made ON t.parent_id = made.id)
                UPDATE access_token SET revoked_at = ?1 WHERE revoked_at IS NULL AND id IN (SELECT id FROM made)
                """, arguments: [now.microseconds, id])
    }

    /// Teams that are no more have no people: who declares the name again gets neither members nor grants of before.
    package func forgetTeams(except known: Set<String>, by person: String, at now: Timestamp) throws {
        for var account in try snapshot.accounts() where !known.isSuperset(of: account.teams) {
            account.teams.removeAll { !known.contains($0) }
            try update(account)
        }
        for grant in try snapshot.grants() where grant.revokedAt == nil {
            if case .team(let name) = grant.grantee, !known.contains(name) {
                try revokeGrant(grant.id, by: person, at: now)
            }
        }
    }

    /// Every token of the account, for good.
    package func revokeTokens(of account: String, at now: Timestamp) throws {
        try db.execute(
            sql: "UPDATE access_token SET revoked_at = ? WHERE account = ? AND revoked_at IS NULL",
            arguments: [now.microseconds, account])
    }
}
