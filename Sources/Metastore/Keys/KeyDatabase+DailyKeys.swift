package import BasinCore
import GRDB

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension KeyDatabase {
    /// Gets the key, or makes it; durable on return.
    /// - Parameter make: gives the wrapped key for the id.
    package func getOrCreateDailyKey(
        typeID: UInt32, day: CivilDate, purpose: DailyKeyPurpose, make: (_ keyID: UInt64) throws -> [UInt8]
    ) throws -> DailyKeyRecord {
        let key: StatementArguments = [purpose.rawValue, day.daysSinceEpoch, Int64(typeID)]
        func find(_ db: Database) throws -> DailyKeyRecord? {
            try Row.fetchOne(
                db, sql: "SELECT key_id, wrapped FROM daily_keys WHERE purpose = ? AND day = ? AND type_id = ?",
                arguments: key
            ).map { DailyKeyRecord(keyID: UInt64(bitPattern: $0[0] as Int64), wrapped: [UInt8]($0[1] as Data)) }
        }
        if let found = try read(find) { return found }
        return try write { db in
            if let found = try find(db) { return found }
            let keyID = try Self.nextKeyID(db)
            try Self.setNextKeyID(keyID + 1, db)
            let wrapped = try make(UInt64(keyID))
            try db.execute(
                sql: "INSERT INTO daily_keys (purpose, day, type_id, key_id, wrapped) VALUES (?, ?, ?, ?, ?)",
                arguments: key + [keyID, Data(wrapped)])
            return DailyKeyRecord(keyID: UInt64(keyID), wrapped: wrapped)
        }
    }

    /// Destroys every key of the purpose for days before `day`, for good: on return no file holds them. Again is a
    /// no-op; after an error, ask again.
    package func destroyDailyKeys(purpose: DailyKeyPurpose, before day: CivilDate) throws {
        try destroy { db in
            try db.execute(
                sql: "DELETE FROM daily_keys WHERE purpose = ? AND day < ?",
                arguments: [purpose.rawValue, day.daysSinceEpoch])
        }
    }

    /// The same of one event type only. Nothing is written when there is no such key.
    package func destroyDailyKeys(typeID: UInt32, purpose: DailyKeyPurpose, before day: CivilDate) throws {
        let those: StatementArguments = [purpose.rawValue, Int64(typeID), day.daysSinceEpoch]
        let condition = "purpose = ? AND type_id = ? AND day < ?"
        guard try read({ try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM daily_keys WHERE \(condition))", arguments: those) }) == true
        else { return }
        try destroy { try $0.execute(sql: "DELETE FROM daily_keys WHERE \(condition)", arguments: those) }
    }
}
