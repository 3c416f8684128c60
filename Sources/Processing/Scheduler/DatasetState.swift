import BasinCore
import BasinMetastore

/// What the scheduler remembers of a dataset, so that a pass asks the metastore nothing that has not changed.
struct DatasetState: Sendable {
    var record: DatasetRecord
    var due: DueTimes
    var readings: [Reading]
    private(set) var published = PartitionRanges()
    private(set) var givenUp = PartitionRanges()
    private(set) var stale = PartitionRanges()
    private(set) var skipped = PartitionRanges()
    /// Published once, and removed by retention.
    private(set) var expired = PartitionRanges()
    /// Stale ones that nobody has decided to leave.
    private var reruns = PartitionRanges()
    /// Runs that have not ended, by partition.
    var active: [Int: Int64] = [:]
    /// When runs for corrections were made, within the last days.
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

    /// What partitions wait for that are made for the first time, or because somebody asks.
    var waitsFor: InputSurvey.WaitsFor { due.trigger.waitsForData ? .everything : .nothing }
    /// What corrections wait for. What time alone triggers was made without what is not there; waiting for that would
    /// keep from it what is, and all that reads it.
    var rerunWaitsFor: InputSurvey.WaitsFor { due.trigger.waitsForData ? .everything : .reruns }

    // MARK: What is known of partitions

    mutating func setPublished(_ partitions: PartitionRanges) { published = partitions }

    mutating func mark(_ partition: Int, isStale: Bool, isGivenUp: Bool) {
        func set(_ ranges: inout PartitionRanges, _ contains: Bool) {
            if contains { ranges.insert(partition) } else { ranges.remove(partition) }
        }
        set(&stale, isStale)
        set(&givenUp, isGivenUp)
        set(&reruns, isStale && !isGivenUp && !skipped.contains(partition))
    }

    mutating func note(_ record: PartitionRecord) {
        if record.revision > 0 { published.insert(record.partition) } else { published.remove(record.partition) }
        mark(record.partition, isStale: record.staleSince != nil, isGivenUp: record.givenUpRun != nil)
    }

    mutating func giveUp(_ partition: Int) {
        mark(partition, isStale: stale.contains(partition), isGivenUp: true)
    }

    mutating func expire(_ partitions: PartitionRanges) { expired.formUnion(partitions) }

    mutating func skip(_ partitions: Range<Int>) {
        skipped.insert(partitions)
        reruns.remove(partitions)
    }

    // MARK: What is to be made

    /// The first partition of the range that retention removed, and the range of those around it.
    func firstExpired(in range: Range<Int>) -> (index: Int, gap: Range<Int>)? {
        guard let index = expired.next(from: range.lowerBound), index < range.upperBound else { return nil }
        return (index, expired.range(holding: index) ?? index..<index + 1)
    }

    /// The first partition of the range that is stale and will be made again without anybody asking.
    func firstRerun(in range: Range<Int>, at now: Timestamp) -> Int? {
        guard let oldest = oldestRerun(at: now) else { return nil }
        return reruns.next(from: max(range.lowerBound, oldest)).flatMap { $0 < range.upperBound ? $0 : nil }
    }

    func isRerunComing(_ partition: Int, at now: Timestamp) -> Bool {
        firstRerun(in: partition..<partition + 1, at: now) != nil
    }

    /// The partitions around one whose rerun is coming, of which the same is true.
    func reruns(around partition: Int, at now: Timestamp) -> Range<Int> {
        let range = reruns.range(holding: partition) ?? partition..<partition + 1
        return max(range.lowerBound, min(partition, oldestRerun(at: now) ?? partition))..<range.upperBound
    }

    /// Partitions before this one are not made again; nil: none is.
    private func oldestRerun(at now: Timestamp) -> Int? {
        guard !isResting, definition.trigger.kind != .manual else { return nil }
        guard definition.granularity != .none else { return definition.trigger.kind == .data ? 0 : nil }
        guard let days = definition.corrections.rerunDays else { return nil }
        let moment = now + .seconds(-Int64(days) * 86_400)
        let holding = Partition(definition.granularity, holding: moment)
        return holding.start == moment ? holding.index - 1 : holding.index
    }

    /// Partitions that an open backfill will make.
    var claimed: PartitionRanges {
        var claimed = PartitionRanges()
        for backfill in backfills { claimed.formUnion(backfill.remaining) }
        return claimed
    }

    func isClaimed(_ partition: Int) -> Bool { backfills.contains { $0.remaining.contains(partition) } }

    /// Partitions that are due and that nobody has made, is making or has decided not to make: as ranges, oldest first.
    func wanted(at now: Timestamp) -> [Range<Int>] {
        let end = due.end(at: now), first = max(due.first, oldestKept(at: now))
        guard end > first else { return [] }
        var settled = published
        settled.formUnion(skipped)
        settled.formUnion(givenUp)
        settled.formUnion(claimed)
        for partition in active.keys { settled.insert(partition) }
        return settled.gaps(in: first..<end)
    }

    /// Partitions before this one would be removed as soon as they are made.
    private func oldestKept(at now: Timestamp) -> Int { definition.firstKept(at: now) ?? Int.min }

    /// Some are stale, and nobody has decided to leave them so.
    var hasReruns: Bool { !reruns.isEmpty }

    /// Stale partitions that are to be made again and of which nobody is making one: as ranges, oldest first.
    func corrigible(at now: Timestamp) -> [Range<Int>] {
        guard definition.granularity != .none, !reruns.isEmpty, let oldest = oldestRerun(at: now) else { return [] }
        var left = reruns
        left.remove(Int.min..<oldest)
        for backfill in backfills { for range in backfill.remaining.ranges { left.remove(range) } }
        for partition in active.keys { left.remove(partition) }
        return left.ranges
    }

    /// How many more runs for corrections may be made now, and when that changes.
    mutating func correctionBudget(at now: Timestamp) -> (left: Int, next: Timestamp?) {
        // Longer than the day that counts: the clock may go back.
        corrections.removeAll { $0 + .seconds(2 * 86_400) <= now }
        let counted = corrections.filter { $0 + .seconds(86_400) > now }
        return (
            max(0, definition.corrections.dailyBudget - counted.count), counted.min().map { $0 + .seconds(86_400) }
        )
    }
}
