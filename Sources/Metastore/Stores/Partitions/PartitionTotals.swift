package import BasinCore
import GRDB

/// What a dataset's current revisions hold together.
package struct PartitionTotals: Sendable, Hashable {
    package var partitions = 0
    package var rows = 0
    package var bytes = 0
    package var stale = 0
    package var givenUp = 0
    package var lastPublished: Timestamp?
}

extension PartitionTotals {
    init(_ row: Row) {
        self.init(
            partitions: row["n"], rows: row["r"], bytes: row["b"], stale: row["s"], givenUp: row["g"],
            lastPublished: (row["p"] as Int64?).map(Timestamp.init(microseconds:)))
    }
}
