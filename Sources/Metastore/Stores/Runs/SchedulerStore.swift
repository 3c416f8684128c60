package import BasinCore
import GRDB

extension Transaction {
    /// Takes the lease, or prolongs it.
    /// - Returns: nil while somebody else holds it.
    package func takeSchedulerLease(
        owner: String, for duration: Duration, at now: Timestamp
    ) throws -> SchedulerLease? {
        let row = try Row.fetchOne(db, sql: "SELECT * FROM scheduler_lease")
        let until = now + duration
        var lease = SchedulerLease(owner: owner, until: until, epoch: 1, renewedBefore: nil)
        if let row {
            let isOurs = row["owner"] as String == owner
            let heldUntil = Timestamp(microseconds: row["until"])
            // A lease that lasts longer than any can was given before the clock went back: its holder renews it soon
            // if it lives, and its writes are refused if it does not.
            guard isOurs || heldUntil <= now || heldUntil > until + duration else { return nil }
            lease.epoch = isOurs ? row["epoch"] : row["epoch"] + 1
            lease.renewedBefore = Timestamp(microseconds: row["renewed_at"])
        }
        try db.execute(
            sql: """
                INSERT INTO scheduler_lease (only, owner, until, renewed_at, epoch) VALUES (1, ?1, ?2, ?3, ?4)
                ON CONFLICT (only) DO UPDATE SET owner = ?1, until = ?2, renewed_at = ?3, epoch = ?4
                """,
            arguments: [owner, until.microseconds, now.microseconds, lease.epoch])
        return lease
    }

    /// - Throws: `.conflict` when another scheduler decides by now.
    package func requireSchedulerLease(epoch: Int64) throws {
        guard try db.fetchOne(cached: "SELECT epoch FROM scheduler_lease")?["epoch"] == epoch else {
            throw BasinError(
                .conflict, "Another scheduler has taken over this metastore; what this one decided was not carried out."
            )
        }
    }

    /// Gives the lease back, so that another scheduler need not wait for its end.
    package func releaseSchedulerLease(epoch: Int64, at now: Timestamp) throws {
        try db.execute(
            sql: "UPDATE scheduler_lease SET until = ? WHERE epoch = ?", arguments: [now.microseconds, epoch])
    }

    /// Ends whatever lease there is: only for one who knows that its holder is gone.
    package func endSchedulerLease(at now: Timestamp) throws {
        try db.execute(sql: "UPDATE scheduler_lease SET until = ?", arguments: [now.microseconds])
    }

    /// A number higher than any given before.
    package func nextFencingToken() throws -> Int64 {
        try db.execute(cached: "UPDATE fencing SET token = token + 1")
        return try db.fetchOne(cached: "SELECT token FROM fencing")!["token"]
    }

    /// Asks the scheduler to look again, at one partition or at the whole dataset or event type.
    package func noteChange(datasetID: UInt32, partition: Int? = nil) throws {
        try db.execute(
            cached: "INSERT INTO schedule_change (dataset_id, partition) VALUES (?, ?)",
            arguments: [Int64(datasetID), partition])
    }

    package func forgetScheduleChanges(through number: Int64) throws {
        try db.execute(sql: "DELETE FROM schedule_change WHERE number <= ?", arguments: [number])
    }
}

extension Snapshot {
    /// In order.
    package func scheduleChanges(after number: Int64, limit: Int = 100_000) throws -> [ScheduleChange] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM schedule_change WHERE number > ? ORDER BY number LIMIT ?",
            arguments: [number, limit]
        ).map {
            ScheduleChange(
                number: $0["number"], datasetID: UInt32($0["dataset_id"] as Int64), partition: $0["partition"])
        }
    }

    /// The highest number that a change ever had.
    package func lastScheduleChange() throws -> Int64 {
        try Int64.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'schedule_change'") ?? 0
    }
}
