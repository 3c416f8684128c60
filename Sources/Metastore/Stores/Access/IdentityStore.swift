package import BasinCore
import GRDB

/// Which account an issuer's subject is.
extension Snapshot {
    package func account(of identity: AccountIdentity) throws -> Account? {
        let name = try String.fetchOne(
            db, sql: "SELECT account FROM account_identity WHERE issuer = ? AND subject = ?",
            arguments: [identity.issuer, identity.subject])
        return try name.flatMap { try account(named: $0) }
    }

    package func identities(ofAccount name: String) throws -> [AccountIdentity] {
        try Row.fetchAll(
            db, sql: "SELECT issuer, subject FROM account_identity WHERE account = ? ORDER BY issuer, subject",
            arguments: [name]
        ).map { AccountIdentity(issuer: $0["issuer"], subject: $0["subject"]) }
    }

    package func identities() throws -> [AccountIdentity: String] {
        try Dictionary(
            uniqueKeysWithValues: Row.fetchAll(db, sql: "SELECT issuer, subject, account FROM account_identity").map {
                (AccountIdentity(issuer: $0["issuer"], subject: $0["subject"]), $0["account"] as String)
            })
    }
}

extension Transaction {
    /// - Throws: `.conflict` when the identity is another account's. Again is no change.
    package func link(_ identity: AccountIdentity, to account: String, by person: String, at now: Timestamp) throws {
        if let owner = try snapshot.account(of: identity) {
            guard owner.name == account else {
                throw BasinError(.conflict, "This identity is that of \(owner.name); unlink it there first.")
            }
            return
        }
        try db.execute(
            sql: "INSERT INTO account_identity (issuer, subject, account, linked_at, linked_by) VALUES (?, ?, ?, ?, ?)",
            arguments: [identity.issuer, identity.subject, account, now.microseconds, person])
    }

    /// All of the account's.
    /// - Returns: how many there were.
    package func unlink(account: String) throws -> Int {
        try db.execute(sql: "DELETE FROM account_identity WHERE account = ?", arguments: [account])
        return db.changesCount
    }
}
