import BasinCore
import BasinMetastore

/// Which runs a dataset wants.
extension Scheduler {
    /// A run to make.
    struct Wish: Sendable {
        var run: NewRun
        var retries: Int
        /// The tick that asks for it, of a dataset without partitions.
        var tick: Timestamp?
    }

    /// Looks at one dataset, and remembers when to look again.
    func look(at id: UInt32, _ memory: inout SchedulerMemory, _ now: Timestamp) -> [Wish] {
        guard let dataset = memory.datasets[id], !dataset.isResting else { return [] }
        guard triggers else { return backfillWishes(dataset, memory, now) }
        if let next = dataset.due.nextChange(after: now) { memory.wakes.insert(id, at: next) }
        if dataset.definition.granularity == .none {
            return wholeWish(dataset, memory, now) + backfillWishes(dataset, memory, now)
        }
        let room = Self.activePerDataset - dataset.active.count
        var wishes = dueWishes(dataset, memory, now, room: room)
        let budget = memory.datasets[id]?.correctionBudget(at: now) ?? 0
        let corrections = correctionWishes(dataset, memory, now, room: min(room - wishes.count, budget))
        if let first = memory.datasets[id]?.corrections.first, !dataset.stale.isEmpty {
            memory.wakes.insert(id, at: first + .seconds(86_400))
        }
        wishes += corrections
        return wishes + backfillWishes(dataset, memory, now)
    }

    private func wish(
        _ dataset: DatasetState, _ partition: Int, _ reason: RunReason, backfillID: Int64? = nil, tick: Timestamp? = nil
    ) -> Wish {
        Wish(
            run: NewRun(datasetID: dataset.id, partition: partition, reason: reason.rawValue, backfillID: backfillID),
            retries: dataset.definition.retries, tick: tick)
    }

    private func dueWishes(_ dataset: DatasetState, _ memory: SchedulerMemory, _ now: Timestamp, room: Int) -> [Wish] {
        guard room > 0 else { return [] }
        var wishes: [Wish] = []
        var looks = 0
        let reason: RunReason = dataset.due.schedule == nil ? .data : .time
        for gap in dataset.wanted(at: now) {
            var partition = gap.lowerBound
            while partition < gap.upperBound, wishes.count < room, looks < Self.looksPerPass {
                looks += 1
                if dataset.due.trigger.waitsForData,
                    let (missing, reading) = memory.missing(for: partition, of: dataset, at: now)
                {
                    // Everything that reads a partition of the gap waits as well.
                    let end = missing.gapEnd ?? (missing.why == .stale || missing.why == .running ? nil : Int.max)
                    if end == Int.max { break }
                    partition = max(partition + 1, end.map(reading.lookOn) ?? 0)
                } else {
                    wishes.append(wish(dataset, partition, reason))
                    partition += 1
                }
            }
        }
        return wishes
    }

    private func correctionWishes(_ dataset: DatasetState, _ memory: SchedulerMemory, _ now: Timestamp, room: Int)
        -> [Wish]
    {
        guard room > 0, !dataset.stale.isEmpty, dataset.definition.corrections.rerunDays != nil else { return [] }
        var wishes: [Wish] = []
        let claimed = dataset.claimed
        for partition in dataset.stale.ranges.joined() {
            guard wishes.count < room else { break }
            guard dataset.isRerunComing(partition, at: now), dataset.active[partition] == nil,
                !claimed.contains(partition),
                memory.missing(for: partition, of: dataset, at: now) == nil
            else { continue }
            wishes.append(wish(dataset, partition, .correction))
        }
        return wishes
    }

    /// Of a dataset without partitions: at ticks, or when an input has changed.
    private func wholeWish(_ dataset: DatasetState, _ memory: SchedulerMemory, _ now: Timestamp) -> [Wish] {
        guard dataset.active[0] == nil, !dataset.claimed.contains(0), !dataset.skipped.contains(0) else { return [] }
        if dataset.due.trigger.waitsForData, memory.missing(for: 0, of: dataset, at: now) != nil { return [] }
        switch dataset.due.trigger.kind {
        case .manual: return []
        case .data:
            guard !dataset.givenUp.contains(0), !dataset.published.contains(0) || dataset.stale.contains(0) else {
                return []
            }
            return [wish(dataset, 0, .data)]
        case .time, .both:
            guard let tick = dataset.due.lastTick(at: now), dataset.record.tickAt.map({ tick > $0 }) ?? true else {
                return []
            }
            return [wish(dataset, 0, .time, tick: tick)]
        }
    }

    private func backfillWishes(_ dataset: DatasetState, _ memory: SchedulerMemory, _ now: Timestamp) -> [Wish] {
        var wishes: [Wish] = []
        for backfill in dataset.backfills where backfill.record.state == .active {
            var room = backfill.record.concurrency
            for id in dataset.active.values where memory.runs[id]?.backfillID == backfill.record.id { room -= 1 }
            let ranges = backfill.remaining.ranges
            let candidates =
                backfill.record.newestFirst
                ? ranges.reversed().flatMap { Array($0.reversed()) } : ranges.flatMap { Array($0) }
            for partition in candidates.prefix(Self.looksPerPass) {
                guard room > 0 else { break }
                guard dataset.active[partition] == nil, !wishes.contains(where: { $0.run.partition == partition }),
                    !dataset.due.trigger.waitsForData || memory.missing(for: partition, of: dataset, at: now) == nil
                else { continue }
                wishes.append(wish(dataset, partition, .backfill, backfillID: backfill.record.id))
                room -= 1
            }
        }
        return wishes
    }
}
