package import BasinCore
import GRDB

/// One publication of a partition of a dataset.
package struct RevisionRecord: Sendable, Hashable {
    package var datasetID: UInt32
    package var partition: Int
    package var revision: Int
    package var runID: Int64
    package var reason: String
    package var createdAt: Timestamp
    package var rows: Int
    package var bytes: Int
    /// What it was made of, as its run's pin says.
    package var pin: String?

    init(_ row: Row) {
        datasetID = UInt32(row["dataset_id"] as Int64)
        partition = row["partition"]
        revision = row["revision"]
        runID = row["run_id"]
        reason = row["reason"]
        createdAt = Timestamp(microseconds: row["created_at"])
        rows = row["rows"]
        bytes = row["bytes"]
        pin = row["pin"]
    }
}
