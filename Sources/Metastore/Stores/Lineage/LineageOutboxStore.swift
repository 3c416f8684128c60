import GRDB

/// An event of one of Basin's own runs that is still to be sent.
package struct LineageOutboxEntry: Sendable, Hashable {
    package var number: Int64
    package var runID: Int64
    /// Of the run's events, from 1 on.
    package var eventNumber: Int
}

/// What is still to be told of Basin's own runs. It is written with the runs' events, in the same transaction.
extension Snapshot {
    /// The oldest first.
    package func lineageOutbox(limit: Int) throws -> [LineageOutboxEntry] {
        try db.fetchAll(
            cached: "SELECT number, run_id, event_number FROM lineage_outbox ORDER BY number LIMIT ?",
            arguments: [limit]
        ).map { LineageOutboxEntry(number: $0[0], runID: $0[1], eventNumber: $0[2]) }
    }
}

extension Transaction {
    /// From now on events of runs are kept until they are sent there. Nil: they are not, and those that wait are
    /// forgotten.
    package func setLineageTarget(_ url: String?) throws {
        guard let url else {
            try db.execute(cached: "DELETE FROM lineage_target")
            try db.execute(cached: "DELETE FROM lineage_outbox")
            return
        }
        try db.execute(
            cached: "INSERT INTO lineage_target (only, url) VALUES (1, ?1) ON CONFLICT (only) DO UPDATE SET url = ?1",
            arguments: [url])
    }

    /// What was sent, or is given up, up to this one.
    package func forgetLineageOutbox(through number: Int64) throws {
        try db.execute(cached: "DELETE FROM lineage_outbox WHERE number <= ?", arguments: [number])
    }

    /// Lets go of the oldest when more wait than this.
    /// - Returns: how many.
    package func trimLineageOutbox(to most: Int) throws -> Int {
        try db.execute(
            cached: "DELETE FROM lineage_outbox WHERE number <= (SELECT max(number) FROM lineage_outbox) - ?",
            arguments: [most])
        return db.changesCount
    }
}
