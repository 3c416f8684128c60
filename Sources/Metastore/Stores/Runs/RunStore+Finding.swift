package import BasinCore
import GRDB

/// Which runs somebody looks for; nil chooses all.
package struct RunChoice: Sendable, Hashable {
    package var datasetID: UInt32?
    package var partition: Int?
    package var state: String?
    /// What asked for it.
    package var reason: String?
    package var backfillID: Int64?
    /// Only runs before this one.
    package var before: Int64?

    package init(
        datasetID: UInt32? = nil, partition: Int? = nil, state: String? = nil, reason: String? = nil,
        backfillID: Int64? = nil,
        before: Int64? = nil
    ) {
        self.datasetID = datasetID
        self.partition = partition
        self.state = state
        self.reason = reason
        self.backfillID = backfillID
        self.before = before
    }
}

/// Runs as people look at them.
extension Snapshot {
    /// Newest first.
    package func runs(_ choice: RunChoice, limit: Int) throws -> [RunRecord] {
        // Only what is chosen stands in the statement: with `? IS NULL OR` no index would be used.
        var conditions: [String] = [], arguments: [(any DatabaseValueConvertible)?] = []
        func add(_ condition: String, _ value: (any DatabaseValueConvertible)?) {
            guard let value else { return }
            conditions.append(condition)
            arguments.append(value)
        }
        add("dataset_id = ?", choice.datasetID.map { Int64($0) })
        add("partition = ?", choice.partition)
        add("backfill_id = ?", choice.backfillID)
        // Said as the index says it, so that it is used.
        let isRare = choice.reason.map { !["data", "time"].contains($0) } ?? false
        add(isRare ? "reason = ? AND reason NOT IN ('data', 'time')" : "reason = ?", choice.reason)
        // The plus keeps the index of states, which chooses many, from being used where another chooses few.
        add(choice.datasetID == nil && choice.backfillID == nil && !isRare ? "state = ?" : "+state = ?", choice.state)
        add("id < ?", choice.before)
        let chosen = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        return try db.fetchAll(
            cached: "SELECT * FROM run \(chosen) ORDER BY id DESC LIMIT ?",
            arguments: StatementArguments(arguments + [limit])
        ).map { RunRecord($0) }
    }

    /// Runs that existed in a length of time and had not ended before it, the latest first.
    /// - Parameter longest: what ended later than so after the time is not looked for.
    package func runs(
        between times: Range<Timestamp>, datasetID: UInt32? = nil, longest: Duration = .seconds(7 * 86_400), limit: Int
    ) throws -> [RunRecord] {
        let from = times.lowerBound.microseconds, to = times.upperBound.microseconds
        let id = datasetID.map { Int64($0) }
        return try db.fetchAll(
            cached: """
                SELECT * FROM (
                    SELECT * FROM (
                        SELECT * FROM run INDEXED BY run_active WHERE is_active = 1 AND created_at < ?2
                            AND dataset_id BETWEEN coalesce(?3, 0) AND coalesce(?3, 4294967295)
                        ORDER BY id DESC LIMIT ?5)
                    UNION ALL
                    SELECT * FROM (
                        SELECT * FROM run INDEXED BY run_ended WHERE ended_at >= ?1 AND ended_at < ?4 AND created_at < ?2
                            AND (?3 IS NULL OR dataset_id = ?3)
                        ORDER BY ended_at DESC LIMIT ?5)
                ) ORDER BY id DESC LIMIT ?5
                """,
            arguments: [from, to, id, (times.upperBound + longest).microseconds, limit]
        ).map { RunRecord($0) }
    }

    /// How many runs are in each state in which one has not ended.
    package func unfinishedRunCounts() throws -> [String: Int] {
        try counts("SELECT state, count(*) AS n FROM run INDEXED BY run_active WHERE is_active = 1 GROUP BY state", [])
    }

    /// How those ended that did so since a moment.
    package func endedRunCounts(since moment: Timestamp) throws -> [String: Int] {
        try counts(
            "SELECT state, count(*) AS n FROM run INDEXED BY run_ended WHERE ended_at >= ? GROUP BY state",
            [moment.microseconds])
    }

    private func counts(_ sql: String, _ arguments: StatementArguments) throws -> [String: Int] {
        Dictionary(
            uniqueKeysWithValues: try db.fetchAll(cached: sql, arguments: arguments).map { ($0["state"], $0["n"]) })
    }

    /// The report of each run's last attempt that left one.
    package func lastReports(runIDs: [Int64]) throws -> [Int64: String] {
        let rows = try db.fetchAll(
            cached: """
                SELECT run_id, report FROM json_each(?) AS asked CROSS JOIN run_report ON run_id = asked.value
                WHERE attempt = (SELECT max(attempt) FROM run_report AS other WHERE other.run_id = asked.value)
                """, arguments: [try JSONText.encode(runIDs)])
        return Dictionary(rows.map { ($0["run_id"], $0["report"]) }) { first, _ in first }
    }
}
