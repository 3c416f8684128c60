package import BasinCore
import Foundation
import GRDB

/// What was asked, by whom.
extension Snapshot {
    /// The latest first.
    /// - Parameters:
    ///   - person: nil for everybody.
    ///   - dataset: only those that named it.
    ///   - before: only of a lower number.
    package func queryRecords(
        of person: String?, on dataset: String? = nil, outcome: String? = nil, before: Int? = nil, limit: Int
    ) throws -> [QueryRecord] {
        var conditions: [String] = [], arguments = StatementArguments()
        func add(_ condition: String, _ value: (any DatabaseValueConvertible)?) {
            guard let value else { return }
            conditions.append(condition)
            arguments += [value]
        }
        add("person = ?", person)
        add("EXISTS (SELECT 1 FROM json_each(datasets) WHERE value = ?)", dataset)
        add("outcome = ?", outcome)
        add("number < ?", before)
        let filter = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        arguments += [limit]
        return try Row.fetchAll(
            db, sql: "SELECT * FROM query_history \(filter) ORDER BY number DESC LIMIT ?", arguments: arguments
        ).map { row in
            QueryRecord(
                number: row["number"], at: Timestamp(microseconds: row["at"]), person: row["person"],
                masked: row["masked"],
                sealed: Array(row["sealed"] as Data), datasets: try JSONText.decode([String].self, row["datasets"]),
                format: row["format"], purpose: row["purpose"], outcome: row["outcome"], rows: row["row_count"],
                bytes: row["byte_count"], microseconds: row["microseconds"])
        }
    }

    /// With which others an event type or a dataset was asked for most in the 30 days before `day`, and how often.
    package func joinedMost(with id: UInt32, day: Int, limit: Int) throws -> [(id: UInt32, queries: Int)] {
        try db.fetchAll(
            cached: """
                SELECT other_id, sum(queries) AS queries FROM dataset_join WHERE dataset_id = ? AND day > ?
                GROUP BY other_id ORDER BY 2 DESC, 1 LIMIT ?
                """, arguments: [Int64(id), day - Transaction.joinedDays, limit]
        ).map { (UInt32($0["other_id"] as Int64), $0["queries"]) }
    }
}

extension Transaction {
    static let joinedDays = 30

    package func add(_ record: QueryRecord) throws {
        try db.execute(
            cached: """
                INSERT INTO query_history (at, person, masked, sealed, datasets, format, purpose, outcome, row_count, byte_count, microseconds)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                record.at.microseconds, record.person, record.masked, Data(record.sealed),
                try JSONText.encode(record.datasets),
                record.format, record.purpose, record.outcome, record.rows, record.bytes, record.microseconds,
            ])
    }

    /// Those asked before that time are forgotten, and of the rest all but the latest so many.
    package func forgetQueries(before time: Timestamp, keeping most: Int) throws {
        try db.execute(sql: "DELETE FROM query_history WHERE at < ?", arguments: [time.microseconds])
        try db.execute(
            sql: "DELETE FROM query_history WHERE number <= (SELECT max(number) FROM query_history) - ?",
            arguments: [most])
    }

    /// Counts queries that named two together.
    /// - Parameter day: since 1970.
    package func addJoins(_ queries: [DatasetPair: Int], day: Int) throws {
        for (pair, count) in queries {
            for (id, other) in [(pair.lower, pair.upper), (pair.upper, pair.lower)] {
                try db.execute(
                    cached: """
                        INSERT INTO dataset_join (dataset_id, other_id, day, queries) VALUES (?, ?, ?, ?)
                        ON CONFLICT (dataset_id, day, other_id) DO UPDATE SET queries = queries + excluded.queries
                        """, arguments: [Int64(id), Int64(other), day, count])
            }
        }
    }

    /// Those too old to be told on this day, since 1970.
    package func forgetJoins(day: Int) throws {
        try db.execute(sql: "DELETE FROM dataset_join WHERE day <= ?", arguments: [day - Self.joinedDays])
    }
}
