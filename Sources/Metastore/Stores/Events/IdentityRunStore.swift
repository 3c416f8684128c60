package import BasinCore
import Foundation
import GRDB

/// A run of event identities that deduplication looks at: a file of that name, or its bytes when it is small.
package struct IdentityRunRecord: Sendable {
    package var name: String
    package var hours: ClosedRange<Hour>
    package var count: Int
    package var bytes: [UInt8]?

    package init(name: String, hours: ClosedRange<Hour>, count: Int, bytes: [UInt8]?) {
        self.name = name
        self.hours = hours
        self.count = count
        self.bytes = bytes
    }
}

extension Snapshot {
    /// In no order.
    package func identityRuns(typeID: UInt32) throws -> [IdentityRunRecord] {
        try Row.fetchAll(db, sql: "SELECT * FROM identity_run WHERE type_id = ?", arguments: [Int64(typeID)])
            .map { row in
                IdentityRunRecord(
                    name: row["name"],
                    hours: Hour(index: row["first_hour"])...Hour(index: row["last_hour"]),
                    count: row["count"], bytes: (row["bytes"] as Data?).map(Array.init))
            }
    }
}

extension Transaction {
    package func add(_ run: IdentityRunRecord, typeID: UInt32) throws {
        try db.execute(
            sql: """
                INSERT INTO identity_run (name, type_id, first_hour, last_hour, count, bytes) VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                run.name, Int64(typeID), run.hours.lowerBound.index, run.hours.upperBound.index, run.count,
                run.bytes.map { Data($0) },
            ])
    }

    package func removeIdentityRuns(_ names: [String]) throws {
        for name in names { try db.execute(sql: "DELETE FROM identity_run WHERE name = ?", arguments: [name]) }
    }
}
