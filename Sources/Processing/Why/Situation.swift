package import BasinCore
package import BasinMetastore

/// Everything that is known of one partition at one moment.
package struct Situation: Sendable {
    package var definition: Dataset
    package var partition: Partition
    package var record: PartitionRecord
    package var isRemoved = false
    package var pausedAt: Timestamp?
    package var pausedBy: String?
    /// When it is due as far as time decides; nil: never by itself.
    package var due: Timestamp?
    /// Before the dataset's start.
    package var isBeforeStart = false
    package var skip: SkippedPartitions?
    /// Retention removed it.
    package var expired: ExpiredRecord?
    /// The run that has not ended, and its state.
    package var run: (id: Int64, state: RunState, since: Timestamp)?
    package var waitsFor: WaitsFor?
    /// Of the run after which it was given up.
    package var lastFailure: RunState?
    package var missing: MissingInput?
    /// Why the missing input is missing.
    package var because: [Reason] = []
    /// A stale partition that will be made again by itself.
    package var isRerunComing = false
    /// The open backfill that will make it.
    package var backfillID: Int64?

    package init(definition: Dataset, partition: Partition, record: PartitionRecord) {
        self.definition = definition
        self.partition = partition
        self.record = record
    }
}
