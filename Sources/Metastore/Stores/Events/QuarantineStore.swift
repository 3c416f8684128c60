package import BasinCore
import GRDB

/// Refused events of one type that are kept.
package struct QuarantineTotals: Sendable {
    /// 0: of types that are not known.
    package var typeID: UInt32
    package var events: Int
    package var first: Hour
    package var last: Hour
}

extension Snapshot {
    /// Of every type that has refused events, the most first.
    package func quarantineTotals() throws -> [QuarantineTotals] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT type_id, sum(rows) AS n, min(hour) AS first, max(hour) AS last FROM data_file
                WHERE kind = 'quarantine' GROUP BY type_id ORDER BY n DESC, type_id
                """
        ).map {
            QuarantineTotals(
                typeID: UInt32($0["type_id"] as Int64), events: $0["n"], first: Hour(index: $0["first"]),
                last: Hour(index: $0["last"]))
        }
    }

    /// Files of refused events of hours before this one, of every type.
    package func quarantineFiles(before hour: Hour) throws -> [FileRecord] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM data_file WHERE kind = 'quarantine' AND hour < ?", arguments: [hour.index]
        ).map { row in
            FileRecord(
                typeID: UInt32(row["type_id"] as Int64), hour: Hour(index: row["hour"]), kind: .quarantine,
                path: row["path"], schemaVersion: row["schema_version"], rows: row["rows"], bytes: row["bytes"])
        }
    }

    /// Whether the file is part of the current content.
    package func isCurrent(_ path: String) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM data_file WHERE path = ?)", arguments: [path]) ?? false
    }
}

extension Transaction {
    /// So many of the hour's quarantined events left quarantine and are in a later hour's ledger.
    package func addReplayed(_ count: Int, typeID: UInt32, hour: Hour) throws {
        try db.execute(
            sql: "UPDATE hour SET replayed = replayed + ? WHERE type_id = ? AND hour = ?",
            arguments: [count, Int64(typeID), hour.index])
    }

    /// Records a replay, for whoever asks later why an hour received what was sent long before.
    package func addReplay(typeID: UInt32, reason: String?, replayed: Int, left: Int, at now: Timestamp) throws {
        try db.execute(
            sql: "INSERT INTO replay (type_id, reason, created_at, replayed, left) VALUES (?, ?, ?, ?, ?)",
            arguments: [Int64(typeID), reason, now.microseconds, replayed, left])
    }
}
