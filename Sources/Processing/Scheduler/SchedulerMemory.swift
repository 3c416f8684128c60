import BasinCore
import BasinMetastore

/// What the deciding scheduler holds in memory: a copy of the metastore's state that follows `schedule_change`.
struct SchedulerMemory: Sendable {
    var lease: SchedulerLease
    /// The last change that is in here.
    var seen: Int64 = 0
    var datasets: [UInt32: DatasetState] = [:]
    /// Definitions that this version cannot schedule, with the reason.
    var refused: [UInt32: String] = [:]
    var events: [UInt32: InputHours] = [:]
    /// Who reads an event type or a dataset.
    var readers: [UInt32: Set<UInt32>] = [:]
    var runs: [Int64: ActiveRun] = [:]
    /// Those of them that time alone may change: with a worker, or waiting for a retry.
    var timed: Set<Int64> = []
    var quotas: [String: Int] = [:]
    var pools: [String: Int] = [:]
    /// Datasets to look at in this pass.
    var dirty: Set<UInt32> = []
    /// Datasets for which time alone changes something, and when.
    var wakes = WakeQueue()
    /// The token of the last start of each dataset.
    var lastTurns: [UInt32: Int64] = [:]
    var polledAt: Timestamp?

    init(lease: SchedulerLease) { self.lease = lease }

    /// The first input partition that keeps the partition from being made; nil when it can be made.
    func missing(for partition: Int, of dataset: DatasetState, at now: Timestamp) -> (MissingInput, Reading)? {
        for reading in dataset.readings {
            if let missing = missing(reading, for: partition, at: now) { return (missing, reading) }
        }
        return nil
    }

    private func missing(_ reading: Reading, for partition: Int, at now: Timestamp) -> MissingInput? {
        let input = reading.input
        func found(_ index: Int, _ why: MissingInput.Why, gapEnd: Int? = nil) -> MissingInput {
            MissingInput(
                inputID: input.id, inputName: input.name, partition: Partition(input.granularity, index: index),
                why: why,
                gapEnd: gapEnd)
        }
        guard let needed = reading.needed(for: partition) else {
            // Everything there is; it must be something.
            if input.isEvents { return events[input.id]?.isEmpty == false ? nil : found(0, .neverReceived) }
            guard let state = datasets[input.id] else { return found(0, .removed) }
            if state.published.isEmpty { return found(state.due.first, .notThere) }
            return nil
        }
        if input.isEvents {
            guard let hours = events[input.id] else { return found(needed.lowerBound, .removed) }
            return hours.missing(in: needed).map { found($0.hour, $0.why, gapEnd: $0.gapEnd) }
        }
        guard let state = datasets[input.id] else { return found(needed.lowerBound, .removed) }
        let required = max(needed.lowerBound, state.due.first)..<max(needed.upperBound, state.due.first)
        if let index = state.published.firstMissing(in: required) {
            let why: MissingInput.Why = state.active[index] == nil ? .notThere : .running
            return found(index, why, gapEnd: state.published.ranges.first { $0.lowerBound > index }?.lowerBound)
        }
        // A reference table is read as it is; waiting for its next revision would never end.
        guard input.granularity != .none else { return nil }
        for range in state.stale.ranges where range.overlaps(required) {
            if let index = range.clamped(to: required).first(where: { state.isRerunComing($0, at: now) }) {
                return found(index, .stale)
            }
        }
        if let index = state.active.keys.filter({ required.contains($0) }).min() { return found(index, .running) }
        return nil
    }

    /// A run as the order of starts sees it.
    func waiting(_ run: ActiveRun, _ dataset: DatasetState) -> StartOrder.Waiting {
        var waiting = StartOrder.Waiting(
            runID: run.id, datasetID: run.datasetID, isBackfill: run.backfillID != nil, tier: dataset.definition.tier,
            partitionEnd: Partition(dataset.definition.granularity, index: run.partition).end,
            team: dataset.definition.owner, pool: dataset.definition.pool, lastTurn: lastTurns[run.datasetID] ?? 0)
        if let backfillID = run.backfillID,
            dataset.backfills.contains(where: { $0.record.id == backfillID && $0.record.state == .paused })
        {
            waiting.held = .pausedBackfill
        }
        let isAsked = run.reason == RunReason.request.rawValue || run.reason == RunReason.rerun.rawValue
        if dataset.record.pausedAt != nil, !isAsked { waiting.held = .pausedDataset }
        return waiting
    }

    /// The queue, and who has the workers.
    func startOrder(slots: Int, onlyToStart: Bool = false) -> (order: StartOrder, waiting: [StartOrder.Waiting]) {
        var order = StartOrder(slots: slots, quotas: quotas, pools: pools)
        var waiting: [StartOrder.Waiting] = []
        for id in timed {
            guard let run = runs[id], run.state.lease != nil, let dataset = datasets[run.datasetID] else { continue }
            order.occupy(self.waiting(run, dataset))
        }
        // While all workers have work, nobody need be put in order.
        guard order.running < slots || !onlyToStart else { return (order, []) }
        for run in runs.values where run.state == .queued {
            if let dataset = datasets[run.datasetID] { waiting.append(self.waiting(run, dataset)) }
        }
        return (order, waiting)
    }

    /// Has a dataset or an event type looked at again, and those that read it.
    mutating func touch(_ datasetID: UInt32) {
        dirty.insert(datasetID)
        dirty.formUnion(readers[datasetID] ?? [])
    }
}
