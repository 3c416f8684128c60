import BasinCore
import BasinMetastore

/// What the scheduler remembers of a dataset, so that a pass asks the metastore nothing that has not changed.
struct DatasetState: Sendable {
    var record: DatasetRecord
    var due: DueTimes
    var readings: [Reading]
    var published = PartitionRanges()
    var givenUp = PartitionRanges()
    var stale = PartitionRanges()
    var skipped = PartitionRanges()
    /// Runs that have not ended, by partition.
    var active: [Int: Int64] = [:]
    /// When runs for corrections were made, within the last day.
    var corrections: [Timestamp] = []
    var backfills: [BackfillState] = []

    init(_ record: DatasetRecord) throws {
        self.record = record
        due = try DueTimes(record.dataset.definition)
        readings = record.dataset.inputs.map { Reading($0, by: record.dataset.definition) }
    }

    var id: UInt32 { record.dataset.id }
    var definition: Dataset { record.dataset.definition }
    /// Makes nothing by itself.
    var isResting: Bool { record.dataset.isRemoved || record.pausedAt != nil }

    /// It is stale and will be made again without anybody asking.
    func isRerunComing(_ partition: Int, at now: Timestamp) -> Bool {
        guard stale.contains(partition), !givenUp.contains(partition), !skipped.contains(partition), !isResting,
            definition.trigger.kind != .manual
        else { return false }
        if definition.granularity == .none { return definition.trigger.kind == .data }
        guard let days = definition.corrections.rerunDays else { return false }
        let end = Partition(definition.granularity, index: partition).end
        return end + .seconds(Int64(days) * 86_400) >= now
    }

    /// Partitions that an open backfill will make.
    var claimed: PartitionRanges {
        var claimed = PartitionRanges()
        for backfill in backfills { claimed.formUnion(backfill.remaining) }
        return claimed
    }

    /// Partitions that are due and that nobody has made, is making or has decided not to make: as ranges, oldest first.
    func wanted(at now: Timestamp) -> [Range<Int>] {
        let end = due.end(at: now)
        guard end > due.first else { return [] }
        var settled = published
        settled.formUnion(skipped)
        settled.formUnion(givenUp)
        settled.formUnion(claimed)
        for partition in active.keys { settled.insert(partition) }
        return settled.gaps(in: due.first..<end)
    }

    /// How many more runs for corrections may be made now.
    mutating func correctionBudget(at now: Timestamp) -> Int {
        corrections.removeAll { $0 + .seconds(86_400) <= now }
        return max(0, definition.corrections.dailyBudget - corrections.count)
    }
}
