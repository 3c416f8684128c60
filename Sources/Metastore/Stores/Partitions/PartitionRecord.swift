package import BasinCore
import GRDB

/// What is known of one partition of a dataset that a pipeline makes.
package struct PartitionRecord: Sendable, Hashable {
    package var datasetID: UInt32
    package var partition: Int
    /// The current one; 0 before the first.
    package var revision = 0
    package var publishedAt: Timestamp?
    package var runID: Int64?
    package var rows = 0
    package var bytes = 0
    package var checksum: String?
    package var staleSince: Timestamp?
    package var staleReason: String?
    package var givenUpRun: Int64?

    package init(datasetID: UInt32, partition: Int) {
        self.datasetID = datasetID
        self.partition = partition
    }

    init(_ row: Row) {
        self.init(datasetID: UInt32(row["dataset_id"] as Int64), partition: row["partition"])
        revision = row["revision"]
        publishedAt = (row["published_at"] as Int64?).map(Timestamp.init(microseconds:))
        runID = row["run_id"]
        rows = row["rows"]
        bytes = row["bytes"]
        checksum = row["checksum"]
        staleSince = (row["stale_since"] as Int64?).map(Timestamp.init(microseconds:))
        staleReason = row["stale_reason"]
        givenUpRun = row["given_up_run"]
    }
}
