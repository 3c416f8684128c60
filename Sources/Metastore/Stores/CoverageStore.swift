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
                WHERE kind = 'events' AND rows > 0 AND (?1 IS NULL OR type_id = ?1) GROUP BY type_id
                """, arguments: [datasetID.map { Int64($0) }])
        while let row = try rows.next() {
            coverage[UInt32(row["type_id"] as Int64)] = DatasetCoverage(
                partitions: (row["first"] as Int)...(row["last"] as Int), rows: row["n"])
        }
        return coverage
    }
}
