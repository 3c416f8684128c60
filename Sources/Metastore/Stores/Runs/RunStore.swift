package import BasinCore
import GRDB

extension Snapshot {
    package func run(id: Int64) throws -> RunRecord? {
        try db.fetchOne(cached: "SELECT * FROM run WHERE id = ?", arguments: [id]).map(RunRecord.init)
    }

    /// Runs that have not ended, of one dataset or of all, oldest first.
    package func activeRuns(datasetID: UInt32? = nil) throws -> [RunRecord] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM run INDEXED BY run_active
                WHERE is_active = 1 AND dataset_id >= ? AND dataset_id <= ? ORDER BY id
                """,
            arguments: [Int64(datasetID ?? 0), Int64(datasetID ?? .max)]
        ).map { RunRecord($0) }
    }

    package func activeRun(datasetID: UInt32, partition: Int) throws -> RunRecord? {
        try db.fetchOne(
            cached: "SELECT * FROM run WHERE dataset_id = ? AND partition = ? AND is_active = 1",
            arguments: [Int64(datasetID), partition]
        ).map(RunRecord.init)
    }

    /// Newest first; of one dataset, of one partition, in one state, or all.
    package func runs(
        datasetID: UInt32? = nil, partition: Int? = nil, state: String? = nil, limit: Int
    ) throws -> [RunRecord] {
        try runs(RunChoice(datasetID: datasetID, partition: partition, state: state), limit: limit)
    }

    /// Of one dataset, those of its last partitions: by partition, then by age, the latest first. As many as are asked
    /// for are looked at, however many runs others have.
    package func runsOfLastPartitions(datasetID: UInt32, limit: Int) throws -> [RunRecord] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM run WHERE dataset_id = ? ORDER BY partition DESC, id DESC LIMIT ?",
            arguments: [Int64(datasetID), limit]
        ).map(RunRecord.init)
    }

    /// How many runs are in each state, the ended ones included.
    package func runCounts() throws -> [String: Int] {
        Dictionary(
            uniqueKeysWithValues: try Row.fetchAll(db, sql: "SELECT state, count(*) AS n FROM run GROUP BY state")
                .map { ($0["state"], $0["n"]) })
    }

    /// How many of the runs that are not over are in each state.
    package func activeRunCounts() throws -> [String: Int] {
        Dictionary(
            try db.fetchAll(cached: "SELECT state, count(*) FROM run WHERE is_active = 1 GROUP BY state").map {
                ($0[0], $0[1])
            }
        ) { first, _ in first }
    }

    /// The events that made the run what it is, as JSON, in order.
    package func runEvents(runID: Int64) throws -> [(at: Timestamp, event: String)] {
        try Row.fetchAll(
            db, sql: "SELECT at, event FROM run_event WHERE run_id = ? ORDER BY number", arguments: [runID]
        )
        .map { (Timestamp(microseconds: $0["at"]), $0["event"]) }
    }

    /// When runs for corrections were made since a moment, per dataset.
    package func correctionRuns(since moment: Timestamp) throws -> [(datasetID: UInt32, at: Timestamp)] {
        try Row.fetchAll(
            db,
            sql:
                "SELECT dataset_id, created_at FROM run WHERE reason = 'correction' AND created_at > ? ORDER BY created_at",
            arguments: [moment.microseconds]
        ).map { (UInt32($0["dataset_id"] as Int64), Timestamp(microseconds: $0["created_at"])) }
    }

    /// Runs that have not ended, by state.
    /// - Parameter most: of more, only so many are counted.
    package func activeRunCounts(most: Int = 10_000) throws -> [String: Int] {
        let rows = try db.fetchAll(
            cached: """
                SELECT state, count(*) AS n FROM (SELECT state FROM run INDEXED BY run_active WHERE is_active = 1 LIMIT ?)
                GROUP BY state
                """, arguments: [most])
        return Dictionary(rows.map { ($0[0] as String, $0[1] as Int) }) { first, _ in first }
    }

    /// Runs of a dataset, the latest first.
    package func runs(datasetID: UInt32, limit: Int, offset: Int) throws -> [RunRecord] {
        try db.fetchAll(
            cached: "SELECT * FROM run WHERE dataset_id = ? ORDER BY id DESC LIMIT ? OFFSET ?",
            arguments: [Int64(datasetID), limit, offset]
        ).map(RunRecord.init)
    }
}

extension Transaction {
    /// Makes an active run.
    /// - Throws: `.conflict` when the partition has one already.
    package func insert(_ run: NewRun, state: String, machine: String, at now: Timestamp) throws -> RunRecord {
        guard try snapshot.activeRun(datasetID: run.datasetID, partition: run.partition) == nil else {
            throw BasinError(
                .conflict,
                "The partition has a run that has not ended; wait for it, or cancel it, before you ask for another.")
        }
        try db.execute(
            cached: """
                INSERT INTO run (dataset_id, partition, reason, requested_by, backfill_id, rerun_of, is_active, state,
                    machine, counter, pin, created_at, updated_at)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7, ?8, 0, (SELECT pin FROM run WHERE id = ?6), ?9, ?9)
                """,
            arguments: [
                Int64(run.datasetID), run.partition, run.reason, run.requestedBy, run.backfillID, run.rerunOf, state,
                machine, now.microseconds,
            ])
        return try snapshot.run(id: db.lastInsertedRowID)!
    }

    /// Stores what an event made of a run, and the event.
    /// - Parameter record: with the new state; its counter is the one before the event.
    /// - Throws: `.conflict` when another event came first; nothing is changed then.
    package func store(_ record: RunRecord, event: String, at now: Timestamp) throws {
        try db.execute(
            cached: """
                UPDATE run SET is_active = ?, state = ?, machine = ?, counter = counter + 1, token = ?,
                    input_changed_at = ?, input_changed_reason = ?, pin = ?, outcome = ?, updated_at = ?, ended_at = ?
                WHERE id = ? AND counter = ? AND is_active = 1
                """,
            arguments: [
                record.isActive, record.state, record.machine, record.token, record.inputChangedAt?.microseconds,
                record.inputChangedReason, record.pin, record.outcome, now.microseconds, record.endedAt?.microseconds,
                record.id, record.counter,
            ])
        guard db.changesCount == 1 else {
            throw BasinError(.conflict, "Run \(record.id) went on in the meantime; look at it again.")
        }
        try db.execute(
            cached: "INSERT INTO run_event (run_id, number, at, event) VALUES (?, ?, ?, ?)",
            arguments: [record.id, record.counter + 1, now.microseconds, event])
    }

    /// Records what the run reads, while it holds the lease with this token.
    package func setPin(_ pin: String, runID: Int64, token: Int64) throws {
        try db.execute(
            cached: "UPDATE run SET pin = ? WHERE id = ? AND token = ? AND is_active = 1",
            arguments: [pin, runID, token])
        guard db.changesCount == 1 else {
            throw BasinError(.conflict, "Run \(runID) lost its lease; what it would have read was not recorded.")
        }
    }

    /// Notes that a run which holds a lease read an input that has changed since.
    package func setInputChanged(datasetID: UInt32, partitions: Range<Int>, reason: String, at now: Timestamp) throws {
        try db.execute(
            cached: """
                UPDATE run SET input_changed_at = ?, input_changed_reason = ?
                WHERE dataset_id = ? AND partition >= ? AND partition < ? AND is_active = 1 AND token IS NOT NULL
                    AND rerun_of IS NULL
                """,
            arguments: [now.microseconds, reason, Int64(datasetID), partitions.lowerBound, partitions.upperBound])
    }
}
