package import BasinCore
import GRDB

/// What a dataset's current files hold together.
package struct DatasetCoverage: Sendable, Hashable {
    /// The first and the last partition with rows, in the dataset's own unit; of an event type hours.
    package var partitions: ClosedRange<Int>
    package var rows: Int
}

extension Snapshot {
    /// Of every event type and dataset that has rows, or of one.
    package func coverage(datasetID: UInt32? = nil) throws -> [UInt32: DatasetCoverage] {
        var coverage: [UInt32: DatasetCoverage] = [:]
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT type_id, min(hour) AS first, max(hour) AS last, sum(rows) AS n FROM data_file
                WHERE kind = 'events' AND rows > 0 \(datasetID == nil ? "" : "AND type_id = ?") GROUP BY type_id
                """, arguments: StatementArguments([datasetID].compactMap { $0.map { Int64($0) } }))
        while let row = try rows.next() {
            coverage[UInt32(row["type_id"] as Int64)] = DatasetCoverage(
                partitions: (row["first"] as Int)...(row["last"] as Int), rows: row["n"])
        }
        return coverage
    }

    /// When rows of the event type or dataset were last received or published, as `totals` and `partitionTotals` say it
    /// of all: what is asked of one must not read what there is of the others.
    package func lastModified(datasetID: UInt32) throws -> Timestamp? {
        let row = try db.fetchOne(
            cached: """
                SELECT (SELECT max(last_received) FROM hour WHERE type_id = ?1),
                    (SELECT max(hour) FROM hour WHERE type_id = ?1 AND delivered > 0),
                    (SELECT max(published_at) FROM dataset_partition WHERE dataset_id = ?1)
                """, arguments: [Int64(datasetID)])
        guard let row else { return nil }
        return [
            (row[0] as Int64?).map(Timestamp.init(microseconds:)), (row[1] as Int?).map { Hour(index: $0).start },
            (row[2] as Int64?).map(Timestamp.init(microseconds:)),
        ].compactMap(\.self).max()
    }
}
