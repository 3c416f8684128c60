package import BasinCore
import GRDB

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension KeyDatabase {
    /// Those that exist, in the order asked; `nil` for the others.
    package func subjects(_ lookups: [SubjectLookup]) throws -> [SubjectRecord?] {
        try read { db in
            let select = try Self.selectSubject(db)
            return try lookups.map { try Self.subject($0, select) }
        }
    }

    /// Gets each subject, or makes it, in one transaction: on return all are durable. Who comes second gets what the
    /// first one made.
    /// - Parameter make: gives the pseudonym and the wrapped key for a new subject whose key gets the id.
    package func getOrCreateSubjects(
        _ lookups: [SubjectLookup], at now: Timestamp,
        make: (_ lookup: SubjectLookup, _ keyID: UInt64) throws -> (pseudonym: String, wrapped: [UInt8])
    ) throws -> [SubjectRecord] {
        try write { db in
            let select = try Self.selectSubject(db)
            let insert = try db.cachedStatement(
                sql: """
                    INSERT INTO subjects (lookup, pseudonym, key_id, wrapped, created_at) VALUES (?, ?, ?, ?, ?)
                    """)
            var nextKeyID = try Self.nextKeyID(db)
            let records = try lookups.map { lookup in
                if let found = try Self.subject(lookup, select) { return found }
                let keyID = nextKeyID
                nextKeyID += 1
                let made = try make(lookup, UInt64(keyID))
                try insert.execute(arguments: [
                    lookup.blob, made.pseudonym, keyID, Data(made.wrapped), now.microseconds,
                ])
                return SubjectRecord(pseudonym: made.pseudonym, keyID: UInt64(keyID), wrapped: made.wrapped)
            }
            try Self.setNextKeyID(nextKeyID, db)
            return records
        }
    }

    /// The key that seals values under the id, whatever it belongs to; `nil` when there is none, or no more.
    package func valueKey(_ keyID: UInt64) throws -> ValueKeyRecord? {
        guard let keyID = Int64(exactly: keyID) else { return nil }
        return try read { db in
            let subject = try db.cachedStatement(sql: "SELECT wrapped FROM subjects WHERE key_id = ?")
            if let wrapped = try Data.fetchOne(subject, arguments: [keyID]) {
                return .subject(wrapped: [UInt8](wrapped))
            }
            let daily = try db.cachedStatement(sql: "SELECT wrapped FROM daily_keys WHERE key_id = ?")
            return try Data.fetchOne(daily, arguments: [keyID]).map { .daily(wrapped: [UInt8]($0)) }
        }
    }

    private static func selectSubject(_ db: Database) throws -> Statement {
        try db.cachedStatement(sql: "SELECT pseudonym, key_id, wrapped FROM subjects WHERE lookup = ?")
    }

    private static func subject(_ lookup: SubjectLookup, _ select: Statement) throws -> SubjectRecord? {
        guard let row = try Row.fetchOne(select, arguments: [lookup.blob]) else { return nil }
        return SubjectRecord(
            pseudonym: row[0], keyID: UInt64(bitPattern: row[1] as Int64), wrapped: [UInt8](row[2] as Data))
    }
}

extension SubjectLookup {
    /// The 16 bytes of the hash, as they are stored.
    var blob: Data {
        withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { Data($0) }
    }
}
