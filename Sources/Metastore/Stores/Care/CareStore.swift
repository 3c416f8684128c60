import BasinCore
import Foundation
import GRDB

/// Everything of one kind, for a look at the whole data folder.
extension Snapshot {
    /// Files of the current content, of every type, dataset and kind.
    package func allFiles() throws -> [(file: FileRecord, isSealed: Bool)] {
        try Row.fetchAll(db, sql: "SELECT * FROM data_file ORDER BY type_id, hour, id").map { row in
            let kind = FileRecord.Kind(rawValue: row["kind"]) ?? .events
            return (
                FileRecord(
                    typeID: UInt32(row["type_id"] as Int64), hour: Hour(index: row["hour"]), kind: kind,
                    path: row["path"],
                    schemaVersion: row["schema_version"], rows: row["rows"], bytes: row["bytes"]), row["is_sealed"]
            )
        }
    }

    /// Files that left the content and may still be on disk.
    package func obsoletePaths() throws -> [String] {
        try String.fetchAll(db, sql: "SELECT path FROM obsolete_file ORDER BY path")
    }

    package func allHours() throws -> [HourRecord] {
        try Row.fetchAll(db, sql: "SELECT *, NULL AS reason FROM hour ORDER BY type_id, hour").map(Self.hourRecord)
    }

    package func allIdentityRuns() throws -> [(typeID: UInt32, run: IdentityRunRecord)] {
        try Row.fetchAll(db, sql: "SELECT * FROM identity_run ORDER BY type_id, name").map { row in
            (
                UInt32(row["type_id"] as Int64),
                IdentityRunRecord(
                    name: row["name"], hours: Hour(index: row["first_hour"])...Hour(index: row["last_hour"]),
                    count: row["count"], bytes: (row["bytes"] as Data?).map(Array.init))
            )
        }
    }

    /// Partitions that a pipeline published, of every dataset.
    package func allPublishedPartitions() throws -> [PartitionRecord] {
        try Int64.fetchAll(db, sql: "SELECT DISTINCT dataset_id FROM dataset_partition WHERE revision > 0").flatMap {
            try partitions(datasetID: UInt32($0), in: Int.min..<Int.max)
        }.filter { $0.revision > 0 }
    }

    /// Folders with the data of failed audits.
    package func allHeldFolders() throws -> [String] {
        try String.fetchAll(db, sql: "SELECT held_folder FROM run_report WHERE held_folder IS NOT NULL")
    }
}

extension Transaction {
    /// Forgets which metadata an Iceberg table has: the next projection makes the table anew.
    package func forgetTable(typeID: UInt32) throws {
        try db.execute(sql: "DELETE FROM iceberg_table WHERE type_id = ?", arguments: [Int64(typeID)])
    }
}
