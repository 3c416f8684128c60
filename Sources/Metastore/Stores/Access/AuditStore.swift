package import BasinCore
import Foundation
import GRDB

/// Up to where the audit log reached when somebody looked.
package struct AuditAnchor: Sendable, Equatable {
    /// Of the last record then.
    package var number: Int
    /// Of that record.
    package var mac: [UInt8]
    package var notedAt: Timestamp

    package init(number: Int, mac: [UInt8], notedAt: Timestamp) {
        self.number = number
        self.mac = mac
        self.notedAt = notedAt
    }
}

extension Snapshot {
    /// The oldest first.
    package func auditAnchors() throws -> [AuditAnchor] {
        try Row.fetchAll(db, sql: "SELECT * FROM audit_anchor ORDER BY number").map {
            AuditAnchor(
                number: $0["number"], mac: Array($0["mac"] as Data), notedAt: Timestamp(microseconds: $0["noted_at"]))
        }
    }
}

extension Transaction {
    /// Idempotent. Of every thousand records the last anchor is kept.
    /// - Parameter known: an anchor that the log is known to hold still: only such a one goes. Others are evidence.
    package func note(_ anchor: AuditAnchor, after known: (number: Int, mac: [UInt8])?) throws {
        if let known, known.number / 1000 == anchor.number / 1000 {
            try db.execute(
                sql: "DELETE FROM audit_anchor WHERE number = ? AND mac = ?",
                arguments: [known.number, Data(known.mac)])
        }
        try db.execute(
            sql: "INSERT OR IGNORE INTO audit_anchor (number, mac, noted_at) VALUES (?, ?, ?)",
            arguments: [anchor.number, Data(anchor.mac), anchor.notedAt.microseconds])
    }
}
