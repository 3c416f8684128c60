package import BasinCore
import GRDB

/// Backfills, and how far each is.
extension Snapshot {
    package func backfill(id: Int64) throws -> BackfillRecord? {
        try Row.fetchOne(db, sql: "SELECT * FROM backfill WHERE id = ?", arguments: [id]).map(Self.backfillRecord)
    }

    /// Newest first.
    package func backfills(datasetID: UInt32? = nil, limit: Int) throws -> [BackfillRecord] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM backfill WHERE ?1 IS NULL OR dataset_id = ?1 ORDER BY id DESC LIMIT ?2",
            arguments: [datasetID.map { Int64($0) }, limit]
        ).map(Self.backfillRecord)
    }

    /// Those that are neither done nor cancelled, oldest first.
    package func openBackfills(datasetID: UInt32? = nil) throws -> [BackfillRecord] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM backfill WHERE ended_at IS NULL AND (?1 IS NULL OR dataset_id = ?1) ORDER BY id",
            arguments: [datasetID.map { Int64($0) }]
        ).map(Self.backfillRecord)
    }

    /// The partitions that got a run by this backfill.
    package func backfilledPartitions(id: Int64) throws -> PartitionRanges {
        PartitionRanges(try Int.fetchAll(db, sql: "SELECT partition FROM run WHERE backfill_id = ?", arguments: [id]))
    }

    /// Of all runs that it made; what has not been tried is not counted.
    package func backfillProgress(id: Int64) throws -> BackfillProgress {
        var progress = BackfillProgress()
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT state, count(*) AS n, sum(ended_at - created_at) AS spent FROM run WHERE backfill_id = ?
                GROUP BY state
                """, arguments: [id])
        var ended = 0, spent = 0.0
        for row in rows {
            let count: Int = row["n"]
            switch row["state"] as String {
            case "succeeded": progress.published = count
            case "failed": progress.failed = count
            case "cancelled": progress.cancelled = count
            default: progress.active += count
            }
            guard let total = row["spent"] as Int64?, row["state"] as String == "succeeded" else { continue }
            ended += count
            spent += Double(total)
        }
        if ended > 0 { progress.meanMicroseconds = spent / Double(ended) }
        return progress
    }

    private static func backfillRecord(_ row: Row) -> BackfillRecord {
        BackfillRecord(
            id: row["id"], datasetID: UInt32(row["dataset_id"] as Int64),
            partitions: (row["first"] as Int)..<(row["end"] as Int), concurrency: row["concurrency"],
            newestFirst: row["newest_first"], description: row["description"], requestedBy: row["requested_by"],
            state: BackfillRecord.State(rawValue: row["state"]) ?? .cancelled,
            createdAt: Timestamp(microseconds: row["created_at"]),
            endedAt: (row["ended_at"] as Int64?).map(Timestamp.init(microseconds:)))
    }
}

extension Transaction {
    /// - Parameter backfill: its id is ignored.
    /// - Returns: the new id.
    package func insert(_ backfill: BackfillRecord) throws -> Int64 {
        try db.execute(
            sql: """
                INSERT INTO backfill (dataset_id, first, end, concurrency, newest_first, description, requested_by, state,
                    created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                Int64(backfill.datasetID), backfill.partitions.lowerBound, backfill.partitions.upperBound,
                backfill.concurrency, backfill.newestFirst, backfill.description, backfill.requestedBy,
                backfill.state.rawValue, backfill.createdAt.microseconds,
            ])
        let id = db.lastInsertedRowID
        try noteChange(datasetID: backfill.datasetID)
        return id
    }

    /// - Throws: `.notFound`; `.conflict` when it has ended.
    package func setState(_ state: BackfillRecord.State, backfillID: Int64, at now: Timestamp) throws {
        guard let backfill = try snapshot.backfill(id: backfillID) else {
            throw BasinError(.notFound, "There is no backfill \(backfillID); `basin backfill list` shows all.")
        }
        guard backfill.endedAt == nil else {
            throw BasinError(.conflict, "Backfill \(backfillID) is \(backfill.state.rawValue) already.")
        }
        let isEnd = state == .done || state == .cancelled
        try db.execute(
            sql: "UPDATE backfill SET state = ?, ended_at = ? WHERE id = ?",
            arguments: [state.rawValue, isEnd ? now.microseconds : nil, backfillID])
        try noteChange(datasetID: backfill.datasetID)
    }
}
