package import BasinCore
import GRDB

/// An hour of an event type or a partition of a dataset that its retention removed, and what it held.
package struct ExpiredRecord: Sendable, Hashable {
    /// Of the event type or the dataset.
    package var datasetID: UInt32
    package var partition: Int
    package var revision: Int
    package var rows: Int
    package var bytes: Int
    package var checksum: String?
    package var retentionDays: Int
    package var at: Timestamp

    package init(
        datasetID: UInt32, partition: Int, revision: Int, rows: Int, bytes: Int, checksum: String? = nil,
        retentionDays: Int, at: Timestamp
    ) {
        self.datasetID = datasetID
        self.partition = partition
        self.revision = revision
        self.rows = rows
        self.bytes = bytes
        self.checksum = checksum
        self.retentionDays = retentionDays
        self.at = at
    }
}

extension ExpiredRecord {
    init(_ row: Row) {
        self.init(
            datasetID: UInt32(row["dataset_id"] as Int64), partition: row["partition"], revision: row["revision"],
            rows: row["rows"], bytes: row["bytes"], checksum: row["checksum"], retentionDays: row["retention_days"],
            at: Timestamp(microseconds: row["expired_at"]))
    }

    package var hour: Hour { Hour(index: partition) }
}

extension Snapshot {
    /// What retention removed, oldest first: of one dataset or of all.
    package func expired(datasetID: UInt32? = nil, in range: Range<Int> = Int.min..<Int.max) throws -> [ExpiredRecord] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM expired_partition WHERE (?1 IS NULL OR dataset_id = ?1) AND partition >= ?2 AND partition < ?3
                ORDER BY dataset_id, partition
                """,
            arguments: [datasetID.map { Int64($0) }, range.lowerBound, range.upperBound]
        ).map { ExpiredRecord($0) }
    }

    /// The partitions alone, by dataset: of one or of all.
    package func expiredRanges(datasetID: UInt32? = nil) throws -> [UInt32: PartitionRanges] {
        var ranges: [UInt32: PartitionRanges] = [:]
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT dataset_id, partition FROM expired_partition WHERE ?1 IS NULL OR dataset_id = ?1
                ORDER BY dataset_id, partition
                """, arguments: [datasetID.map { Int64($0) }])
        while let row = try rows.next() {
            ranges[UInt32(row["dataset_id"] as Int64), default: PartitionRanges()].insert(row["partition"] as Int)
        }
        return ranges
    }
}

extension Transaction {
    func addExpired(_ record: ExpiredRecord) throws -> ExpiredRecord {
        try db.execute(
            sql: """
                INSERT INTO expired_partition (dataset_id, partition, revision, rows, bytes, checksum, retention_days, expired_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                Int64(record.datasetID), record.partition, record.revision, record.rows, record.bytes, record.checksum,
                record.retentionDays, record.at.microseconds,
            ])
        try db.execute(
            cached: "DELETE FROM partition_profile WHERE dataset_id = ? AND partition = ?",
            arguments: [Int64(record.datasetID), record.partition])
        return record
    }
}
