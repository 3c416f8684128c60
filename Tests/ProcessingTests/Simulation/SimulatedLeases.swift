import BasinCore
import BasinProcessing

/// Who has a worker, by what schedulers and workers told: kept as it changes, so that a moment in a large world costs
/// what happens in it. Where a crash swallowed what should have been told it may be wrong: what looks bad is looked up.
struct SimulatedLeases {
    private struct Lease {
        var place: SimulatedWorld.Place
        var runID: Int64
        var team: String
        var pool: String?
    }
    private var byToken: [Int64: Lease] = [:]
    private var tokens: [SimulatedWorld.Place: Int64] = [:]
    private var byTeam: [String: Int] = [:]
    private var byPool: [String: Int] = [:]
    /// A partition was given to a worker while another run of it had one.
    private var hasDouble = false

    mutating func begin(_ run: StartedRun, _ dataset: Dataset) {
        let place = SimulatedWorld.Place(datasetID: run.datasetID, partition: run.partition.index)
        if let token = tokens[place] {
            if byToken[token]?.runID != run.runID { hasDouble = true }
            end(token)
        }
        byToken[run.lease.token] = Lease(place: place, runID: run.runID, team: dataset.owner, pool: dataset.pool)
        tokens[place] = run.lease.token
        byTeam[dataset.owner, default: 0] += 1
        if let pool = dataset.pool { byPool[pool, default: 0] += 1 }
    }

    mutating func end(_ token: Int64) {
        guard let lease = byToken.removeValue(forKey: token) else { return }
        if tokens[lease.place] == token { tokens[lease.place] = nil }
        byTeam[lease.team, default: 0] -= 1
        if let pool = lease.pool { byPool[pool, default: 0] -= 1 }
    }

    /// Whether the metastore must be asked. Asking settles it.
    mutating func isSuspicious(_ plan: SimulationPlan, slots: Int) -> Bool {
        defer { hasDouble = false }
        return hasDouble || byToken.count > slots || plan.quotas.contains { byTeam[$0.key, default: 0] > $0.value }
            || plan.pools.contains { byPool[$0.key, default: 0] > $0.value }
    }
}
