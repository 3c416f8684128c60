import BasinCore
import BasinMetastore

/// A backfill under way, as the scheduler remembers it.
struct BackfillState: Sendable {
    var record: BackfillRecord
    /// Partitions that got no run by it yet.
    var remaining: PartitionRanges

    init(_ record: BackfillRecord, made: PartitionRanges) {
        self.record = record
        remaining = PartitionRanges(record.partitions)
        for range in made.ranges { remaining.remove(range) }
    }
}
