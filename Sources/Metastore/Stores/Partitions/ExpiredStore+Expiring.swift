package import BasinCore
import GRDB

extension Transaction {
    /// Removes sealed hours of an event type before this one: their files leave the content, their ledgers stay. At
    /// most `limit`, the oldest first; ask again while there are some.
    package func expireHours(
        typeID: UInt32, before limit: Hour, retentionDays: Int, most: Int, at now: Timestamp
    ) throws -> [ExpiredRecord] {
        let hours = try Row.fetchAll(
            db,
            sql: """
                SELECT h.hour, h.revision FROM hour h
                WHERE h.type_id = ?1 AND h.hour < ?2 AND h.sealed_at IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM expired_partition e WHERE e.dataset_id = ?1 AND e.partition = h.hour)
                ORDER BY h.hour LIMIT ?3
                """,
            arguments: [Int64(typeID), limit.index, most])
        let expired = try hours.map { row in
            let hour = Hour(index: row["hour"])
            // Readers of the Iceberg table need the one until its next snapshot; nobody but Basin reads the other.
            let events = try snapshot.files(typeID: typeID, in: hour..<hour.next)
            try withdraw(events.map(\.path))
            try retire(try snapshot.files(typeID: typeID, kind: .quarantine, in: hour..<hour.next).map(\.path), at: now)
            return try addExpired(
                ExpiredRecord(
                    datasetID: typeID, partition: hour.index, revision: row["revision"],
                    rows: events.reduce(0) { $0 + $1.rows }, bytes: events.reduce(0) { $0 + $1.bytes },
                    retentionDays: retentionDays, at: now))
        }
        try forgetProfiles(datasetID: typeID, expired.map(\.partition))
        if !expired.isEmpty { try noteChange(datasetID: typeID) }
        return expired
    }

    /// Removes published partitions of a dataset before this one. Those that a run is making wait for its end.
    package func expirePartitions(
        datasetID: UInt32, before limit: Int, retentionDays: Int, most: Int, at now: Timestamp
    ) throws -> [ExpiredRecord] {
        let partitions = try Row.fetchAll(
            db,
            sql: """
                SELECT p.partition, p.revision, p.checksum FROM dataset_partition p
                WHERE p.dataset_id = ?1 AND p.partition < ?2 AND p.revision > 0 AND NOT EXISTS (
                    SELECT 1 FROM expired_partition e WHERE e.dataset_id = ?1 AND e.partition = p.partition)
                    AND NOT EXISTS (
                    SELECT 1 FROM run r WHERE r.dataset_id = ?1 AND r.partition = p.partition AND r.is_active = 1)
                ORDER BY p.partition LIMIT ?3
                """,
            arguments: [Int64(datasetID), limit, most])
        return try partitions.map { row in
            let partition: Int = row["partition"]
            let files = try snapshot.files(typeID: datasetID, in: Hour(index: partition)..<Hour(index: partition + 1))
            try withdraw(files.map(\.path))
            // What is gone is neither stale nor to be tried again.
            try db.execute(
                cached: """
                    UPDATE dataset_partition SET stale_since = NULL, stale_reason = NULL, given_up_run = NULL
                    WHERE dataset_id = ? AND partition = ?
                    """, arguments: [Int64(datasetID), partition])
            try forgetProfiles(datasetID: datasetID, [partition])
            try noteChange(datasetID: datasetID, partition: partition)
            return try addExpired(
                ExpiredRecord(
                    datasetID: datasetID, partition: partition, revision: row["revision"],
                    rows: files.reduce(0) { $0 + $1.rows }, bytes: files.reduce(0) { $0 + $1.bytes },
                    checksum: row["checksum"],
                    retentionDays: retentionDays, at: now))
        }
    }

    /// - Throws: `.conflict` for a time that retention removed: it is not opened again.
    package func requireUnexpired(_ name: String, datasetID: UInt32, _ granularity: Granularity, in range: Range<Int>)
        throws
    {
        guard let record = try snapshot.expired(datasetID: datasetID, in: range).first else { return }
        throw BasinError(
            .conflict,
            "\(Partition(granularity, index: record.partition)) of \(name) expired at \(record.at): \(name) was kept "
                + "\(record.retentionDays.counted("day")). What expired is not made or filled again; ask for later times only."
        )
    }
}
