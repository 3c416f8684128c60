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
        /// It will never have its inputs: it is made to say so, and ends at once.
        var ruledOut: RunFailure?
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
        if dataset.hasReruns, let budget = memory.datasets[id]?.correctionBudget(at: now) {
            wishes += correctionWishes(dataset, memory, now, room: min(room - wishes.count, budget.left))
            if let next = budget.next { memory.wakes.insert(id, at: next) }
        }
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
        let reason: RunReason = dataset.due.schedule == nil ? .data : .time
        var survey = InputSurvey(room: room, waitsFor: dataset.waitsFor)
        survey.go(through: dataset.wanted(at: now), of: dataset, memory, at: now)
        return survey.ready.map { wish(dataset, $0, reason) }
    }

    private func correctionWishes(_ dataset: DatasetState, _ memory: SchedulerMemory, _ now: Timestamp, room: Int)
        -> [Wish]
    {
        guard room > 0, dataset.definition.corrections.rerunDays != nil else { return [] }
        var survey = InputSurvey(room: room, waitsFor: dataset.rerunWaitsFor)
        survey.go(through: dataset.corrigible(at: now), of: dataset, memory, at: now)
        return survey.ready.map { wish(dataset, $0, .correction) }
    }

    /// Of a dataset without partitions: at ticks, or when an input has changed.
    private func wholeWish(_ dataset: DatasetState, _ memory: SchedulerMemory, _ now: Timestamp) -> [Wish] {
        guard dataset.active[0] == nil, !dataset.isClaimed(0), !dataset.skipped.contains(0) else { return [] }
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
            let id = backfill.record.id
            let busy = dataset.active.values.count { memory.runs[$0]?.backfillID == id }
            var left = backfill.remaining
            for partition in dataset.active.keys { left.remove(partition) }
            var survey = InputSurvey(
                room: backfill.record.concurrency - busy, waitsFor: dataset.waitsFor,
                newestFirst: backfill.record.newestFirst, mostRuledOut: Self.ruledOutPerLook)
            survey.go(through: left.ranges, of: dataset, memory, at: now)
            wishes += survey.ready.map { wish(dataset, $0, .backfill, backfillID: id) }
            wishes += survey.ruledOut.sorted { $0.key < $1.key }.map { partition, why in
                var wish = wish(dataset, partition, .backfill, backfillID: id)
                wish.ruledOut = RunFailure(
                    .missingInput, "\(why) Nothing was made; see to the input, then ask for the partition again.")
                return wish
            }
        }
        return wishes
    }
}
