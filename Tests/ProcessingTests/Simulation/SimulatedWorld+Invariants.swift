import BasinCore
import BasinMetastore
import BasinProcessing

/// What must hold at every moment.
extension SimulatedWorld {
    /// Counts of runs that have a worker.
    private struct Taken {
        var all = 0, backfills = 0
        var teams: [String: Int] = [:]
        var pools: [String: Int] = [:]

        mutating func add(_ dataset: Dataset, isBackfill: Bool, _ count: Int = 1) {
            all += count
            if isBackfill { backfills += count }
            teams[dataset.owner, default: 0] += count
            if let pool = dataset.pool { pools[pool, default: 0] += count }
        }

        /// Whether something due could start beside these.
        func hasRoom(for dataset: Dataset, _ plan: SimulationPlan, slots: Int) -> Bool {
            all < slots && plan.quotas[dataset.owner].map { teams[dataset.owner, default: 0] < $0 } ?? true
                && dataset.pool.map { pools[$0, default: 0] < plan.pools[$0] ?? 0 } ?? true
        }
    }

    func checkNow() throws {
        let (active, open) = try metastore.read { (try $0.activeRuns(), try $0.openBackfills()) }
        if Set(active.map { Place(datasetID: $0.datasetID, partition: $0.partition) }).count != active.count {
            violations.append("two active runs of one partition")
        }
        var taken = Taken(), ofBackfill: [Int64: Int] = [:]
        for run in active {
            if let id = run.backfillID { ofBackfill[id, default: 0] += 1 }
            guard run.token != nil else { continue }
            taken.add(byID[run.datasetID]!.definition, isBackfill: run.backfillID != nil)
        }
        if taken.all > slots { violations.append("\(taken.all) runs on \(slots) workers") }
        if slots > 1, taken.backfills > slots - 1 { violations.append("backfills have every worker") }
        for (team, quota) in plan.quotas where taken.teams[team, default: 0] > quota {
            violations.append("\(team) has more than \(quota)")
        }
        for (pool, size) in plan.pools where taken.pools[pool, default: 0] > size {
            violations.append("\(pool) has more than \(size)")
        }
        for backfill in open where ofBackfill[backfill.id, default: 0] > backfill.concurrency {
            violations.append("backfill \(backfill.id) has \(ofBackfill[backfill.id, default: 0]) runs")
        }
        if hasDecided { checkTurns(active, taken) }
    }

    /// Right after a decision: no worker is idle that something due could have, and no backfill took one from it.
    private func checkTurns(_ active: [RunRecord], _ taken: Taken) {
        let waiting = active.filter { run in
            run.state == "queued" && run.backfillID == nil
                && (!paused.contains(run.datasetID) || ["request", "rerun"].contains(run.reason))
        }
        guard !waiting.isEmpty else { return }
        let started = Set(justStarted.filter { $0.reason == "backfill" }.map(\.runID))
        let taking = active.filter { started.contains($0.id) && $0.token != nil }
        for run in waiting {
            let dataset = byID[run.datasetID]!.definition
            if taken.hasRoom(for: dataset, plan, slots: slots) {
                violations.append("run \(run.id) of \(dataset.name) waits, and a worker is free")
            }
            for backfill in taking {
                var without = taken
                without.add(byID[backfill.datasetID]!.definition, isBackfill: true, -1)
                if without.hasRoom(for: dataset, plan, slots: slots) {
                    violations.append("backfill run \(backfill.id) began before run \(run.id), which is due")
                }
            }
        }
        if started.count > 0, slots > 1, taken.backfills > max(1, slots / 2) {
            violations.append("backfills have \(taken.backfills) of \(slots) workers while something due waits")
        }
    }
}
