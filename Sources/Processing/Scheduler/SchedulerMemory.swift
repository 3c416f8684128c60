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
    /// Datasets that have open backfills.
    var backfilled: Set<UInt32> = []
    /// The queue, and who has the workers; without what is still to be ordered.
    private var order = StartOrder(slots: 1)
    /// Datasets of which a run changed since they were put in order.
    var unordered: Set<UInt32> = []
    /// The token of the last start of each dataset.
    var lastTurns: [UInt32: Int64] = [:]
    var polledAt: Timestamp?

    init(lease: SchedulerLease) { self.lease = lease }

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

    /// The queue as it is now.
    mutating func settledOrder(slots: Int) -> StartOrder {
        settleOrder(slots: slots)
        return order
    }

    /// The datasets and runs to start now. Of these datasets the order is to be settled anew.
    mutating func chooseStarts(slots: Int) -> [(runID: Int64, datasetID: UInt32)] {
        settleOrder(slots: slots)
        let chosen = order.choose()
        for run in chosen { unordered.insert(run.datasetID) }
        return chosen
    }

    private mutating func settleOrder(slots: Int) {
        order.slots = slots
        order.quotas = quotas
        order.pools = pools
        for id in unordered {
            var running: [StartOrder.Waiting] = [], queued: [StartOrder.Waiting] = []
            if let dataset = datasets[id] {
                for runID in dataset.active.values {
                    guard let run = runs[runID] else { continue }
                    if run.state.lease != nil { running.append(waiting(run, dataset)) }
                    if run.state == .queued { queued.append(waiting(run, dataset)) }
                }
            }
            order.replace(datasetID: id, running: running, waiting: queued)
        }
        unordered = []
    }

    /// Has a dataset or an event type looked at again, and those that read it.
    mutating func touch(_ datasetID: UInt32) {
        dirty.insert(datasetID)
        dirty.formUnion(readers[datasetID] ?? [])
    }
}
