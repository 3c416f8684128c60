package import BasinCore
import GRDB

/// Partitions that are not made, because of a decision.
package struct SkippedPartitions: Sendable, Hashable {
    package var datasetID: UInt32
    package var partitions: Range<Int>
    package var reason: String
    package var at: Timestamp

    init(_ row: Row) {
        datasetID = UInt32(row["dataset_id"] as Int64)
        partitions = (row["first"] as Int)..<(row["end"] as Int)
        reason = row["reason"]
        at = Timestamp(microseconds: row["created_at"])
    }
}
