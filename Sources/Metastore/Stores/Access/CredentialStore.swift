package import BasinCore
import Foundation
import GRDB

/// A write key without its secret.
package struct WriteKey: Sendable {
    package var name: String
    package var limits: EventLimits
    package var secretHash: [UInt8]
    package var createdAt: Timestamp
    package var revokedAt: Timestamp?
}

/// Write keys of clients and tokens of people; only hashes of the secrets are stored.
extension Snapshot {
    /// The oldest first, those that are revoked too.
    package func writeKeys() throws -> [WriteKey] {
        try Row.fetchAll(db, sql: "SELECT * FROM write_key ORDER BY created_at, name").map { row in
            WriteKey(
                name: row["name"],
                limits: EventLimits(rate: (row["rate"] as String?).flatMap(Rate.init), quota: row["quota"]),
                secretHash: Array(row["secret_hash"] as Data),
                createdAt: Timestamp(microseconds: row["created_at"]),
                revokedAt: (row["revoked_at"] as Int64?).map(Timestamp.init(microseconds:)))
        }
    }

    /// Of a token that is no account's: the administrator's.
    package func tokenHash(name: String) throws -> [UInt8]? {
        try Data.fetchOne(db, sql: "SELECT secret_hash FROM token WHERE name = ?", arguments: [name]).map(Array.init)
    }

    /// Whether a client has a key that is good.
    package func hasWriteKey() throws -> Bool {
        try db.fetchOne(cached: "SELECT 1 FROM write_key WHERE revoked_at IS NULL LIMIT 1") != nil
    }
}

extension Transaction {
    /// - Throws: `.conflict` when the name was used before, also by a revoked key.
    package func addWriteKey(name: String, limits: EventLimits, secretHash: [UInt8], at now: Timestamp) throws {
        guard try !Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM write_key WHERE name = ?)", arguments: [name])!
        else {
            throw BasinError(.conflict, "There is already a write key named \(name); choose another name.")
        }
        try db.execute(
            sql: "INSERT INTO write_key (name, rate, quota, secret_hash, created_at) VALUES (?, ?, ?, ?, ?)",
            arguments: [name, limits.rate?.description, limits.quota, Data(secretHash), now.microseconds])
    }

    /// - Throws: `.notFound`.
    package func setLimits(_ limits: EventLimits, ofWriteKey name: String) throws {
        try db.execute(
            sql: "UPDATE write_key SET rate = ?, quota = ? WHERE name = ?",
            arguments: [limits.rate?.description, limits.quota, name])
        guard db.changesCount > 0 else { throw BasinError(.notFound, "There is no write key named \(name).") }
    }

    /// Once more keeps the time of the first.
    /// - Throws: `.notFound`.
    package func revokeWriteKey(name: String, at now: Timestamp) throws {
        try db.execute(
            sql: "UPDATE write_key SET revoked_at = coalesce(revoked_at, ?) WHERE name = ?",
            arguments: [now.microseconds, name])
        guard db.changesCount > 0 else { throw BasinError(.notFound, "There is no write key named \(name).") }
    }

    /// In place of the one of that name.
    package func setToken(name: String, secretHash: [UInt8], at now: Timestamp) throws {
        try db.execute(
            sql: """
                INSERT INTO token (name, secret_hash, created_at) VALUES (?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET secret_hash = excluded.secret_hash, created_at = excluded.created_at
                """,
            arguments: [name, Data(secretHash), now.microseconds])
    }
}
