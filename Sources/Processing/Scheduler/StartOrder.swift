package import BasinCore

/// Decides which waiting runs get a worker, and what the others wait for. Pure.
///
/// What is due goes before backfills; then high before normal before low; then datasets take turns; then the older
/// partition. Backfills never take the last worker, and no more than half of them while something due waits.
package struct StartOrder: Sendable {
    /// A run in the queue.
    package struct Waiting: Sendable, Hashable {
        package var runID: Int64
        package var datasetID: UInt32
        package var isBackfill: Bool
        package var tier: Tier
        package var partitionEnd: Timestamp
        package var team: String
        package var pool: String?
        /// Grows with every start: when the dataset had its last turn; 0 before the first.
        package var lastTurn: Int64
        /// Somebody said that it must wait.
        package var held: WaitsFor?

        package init(
            runID: Int64, datasetID: UInt32, isBackfill: Bool, tier: Tier, partitionEnd: Timestamp, team: String,
            pool: String? = nil, lastTurn: Int64 = 0, held: WaitsFor? = nil
        ) {
            self.runID = runID
            self.datasetID = datasetID
            self.isBackfill = isBackfill
            self.tier = tier
            self.partitionEnd = partitionEnd
            self.team = team
            self.pool = pool
            self.lastTurn = lastTurn
            self.held = held
        }
    }

    package let slots: Int
    package let quotas: [String: Int]
    package let pools: [String: Int]
    package private(set) var running = 0
    package private(set) var backfillsRunning = 0
    private struct Lane: Hashable {
        var datasetID: UInt32
        var isBackfill: Bool
    }
    private var byDataset: [Lane: Int] = [:]
    private var byTeam: [String: Int] = [:]
    private var byPool: [String: Int] = [:]

    package init(slots: Int, quotas: [String: Int], pools: [String: Int]) {
        self.slots = slots
        self.quotas = quotas
        self.pools = pools
    }

    /// Counts a run that has a worker.
    package mutating func occupy(_ run: Waiting) {
        running += 1
        if run.isBackfill { backfillsRunning += 1 }
        byDataset[Lane(datasetID: run.datasetID, isBackfill: run.isBackfill), default: 0] += 1
        byTeam[run.team, default: 0] += 1
        if let pool = run.pool { byPool[pool, default: 0] += 1 }
    }

    /// The runs to start now, in order; each is counted.
    package mutating func choose(_ waiting: [Waiting]) -> [Waiting] {
        guard running < slots, !waiting.isEmpty else { return [] }
        let free = waiting.filter { $0.held == nil }
        let isLiveWaiting = free.contains { !$0.isBackfill }
        var chosen: [Waiting] = []
        for run in inOrder(free) {
            if running >= slots { break }
            guard blocker(of: run, isLiveWaiting: isLiveWaiting) == nil else { continue }
            occupy(run)
            chosen.append(run)
        }
        return chosen
    }

    /// What a run that was not chosen waits for; nil: it could start now.
    package func blocker(of run: Waiting, isLiveWaiting: Bool) -> WaitsFor? {
        if let held = run.held { return held }
        if let pool = run.pool, byPool[pool, default: 0] >= pools[pool] ?? 0 {
            return .pool(pool, slots: pools[pool] ?? 0)
        }
        if let quota = quotas[run.team], byTeam[run.team, default: 0] >= quota { return .team(run.team, runs: quota) }
        if running >= slots { return .worker }
        if run.isBackfill {
            // With a single worker there is no other to keep free.
            let most = isLiveWaiting ? slots / 2 : max(1, slots - 1)
            if backfillsRunning >= most { return .backfillShare }
        }
        return nil
    }

    private func inOrder(_ runs: [Waiting]) -> [Waiting] {
        var turns: [Int64: Int] = [:]
        // What a dataset has under way are turns that it took: years of one never keep another's last hour waiting.
        var count = byDataset
        // A backfill makes its runs in the order that somebody chose.
        func age(_ run: Waiting) -> Int64 { run.isBackfill ? 0 : run.partitionEnd.microseconds }
        for run in runs.sorted(by: { (age($0), $0.runID) < (age($1), $1.runID) }) {
            let lane = Lane(datasetID: run.datasetID, isBackfill: run.isBackfill)
            turns[run.runID] = count[lane, default: 0]
            count[lane, default: 0] += 1
        }
        func key(_ run: Waiting) -> (Int, Int, Int, Int64, Int64, Int64) {
            (
                run.isBackfill ? 1 : 0, Tier.allCases.firstIndex(of: run.tier) ?? 0, turns[run.runID] ?? 0,
                run.lastTurn,
                age(run), run.runID
            )
        }
        return runs.map { (key($0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    }
}
