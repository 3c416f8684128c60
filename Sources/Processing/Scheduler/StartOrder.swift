package import BasinCore

/// Decides which waiting runs get a worker, and what the others wait for. Pure.
///
/// What is due goes before backfills; then high before normal before low; then datasets take turns; then the older
/// partition. Backfills never take the last worker, and no more than half of them while something due waits.
///
/// Runs of one dataset stand in a lane; lanes that need the same resources stand in a line, which is a heap by their
/// first run. A change costs one dataset's runs, and a choice looks at the head of each line: nobody goes through the
/// whole queue.
package struct StartOrder: Sendable {
    /// A run that waits, or has a worker.
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

    package var slots: Int
    package var quotas: [String: Int]
    package var pools: [String: Int]
    package private(set) var running = 0
    package private(set) var backfillsRunning = 0
    private var lanes: [StartLane.ID: StartLane] = [:]
    private var lines: [StartLane.Kind: StartLine] = [:]
    private var byTeam: [String: Int] = [:]
    private var byPool: [String: Int] = [:]
    private var liveLanes = 0
    private var changes: Int64 = 0

    package init(slots: Int, quotas: [String: Int] = [:], pools: [String: Int] = [:]) {
        self.slots = slots
        self.quotas = quotas
        self.pools = pools
    }

    /// Whether something due waits that nobody holds back.
    package var isLiveWaiting: Bool { liveLanes > 0 }

    /// Puts a dataset's runs in the place of those known so far.
    /// - Parameters:
    ///   - running: those that have a worker.
    ///   - waiting: those in the queue, in any order.
    package mutating func replace(datasetID: UInt32, running: [Waiting], waiting: [Waiting]) {
        for isBackfill in [false, true] {
            let id = StartLane.ID(datasetID: datasetID, isBackfill: isBackfill)
            if let old = lanes.removeValue(forKey: id) { count(old, -1) }
            let busy = running.filter { $0.isBackfill == isBackfill }
            let queue = waiting.filter { $0.isBackfill == isBackfill && $0.held == nil }
            guard let first = busy.first ?? queue.first else { continue }
            changes += 1
            let lane = StartLane(first, running: busy.count, waiting: queue, version: changes)
            count(lane, 1)
            lanes[id] = lane
            if let head = lane.head(id) { lines[lane.kind, default: StartLine()].insert(head, among: lanes) }
        }
    }

    private mutating func count(_ lane: StartLane, _ sign: Int) {
        occupy(lane, sign * lane.running)
        if !lane.kind.isBackfill, !lane.isEmpty { liveLanes += sign }
    }

    private mutating func occupy(_ lane: StartLane, _ runs: Int) {
        running += runs
        if lane.kind.isBackfill { backfillsRunning += runs }
        byTeam[lane.kind.team, default: 0] += runs
        if let pool = lane.kind.pool { byPool[pool, default: 0] += runs }
    }

    /// The runs to start now, in order; each is counted as having a worker.
    package mutating func choose() -> [(runID: Int64, datasetID: UInt32)] {
        let isLiveWaiting = isLiveWaiting
        var chosen: [(runID: Int64, datasetID: UInt32)] = []
        // Resources only become fewer during a choice: what is blocked once stays so.
        var blocked: Set<StartLane.Kind> = []
        while running < slots, let head = first(without: blocked), var lane = lanes[head.lane] {
            if blocker(of: lane.kind, isLiveWaiting: isLiveWaiting) != nil {
                blocked.insert(lane.kind)
                continue
            }
            chosen.append((head.runID, head.lane.datasetID))
            count(lane, -1)
            changes += 1
            lane.start(version: changes)
            count(lane, 1)
            lanes[head.lane] = lane
            if let next = lane.head(head.lane) { lines[lane.kind]?.insert(next, among: lanes) }
        }
        return chosen
    }

    private mutating func first(without blocked: Set<StartLane.Kind>) -> StartLine.Head? {
        var best: (kind: StartLane.Kind, head: StartLine.Head)?
        for kind in lines.keys where !blocked.contains(kind) {
            guard let head = lines[kind]?.first(among: lanes) else {
                lines[kind] = nil
                continue
            }
            if best.map({ (kind.rank, head) < ($0.kind.rank, $0.head) }) ?? true { best = (kind, head) }
        }
        return best?.head
    }

    /// What a run that was not chosen waits for; nil: it could start now.
    package func blocker(of run: Waiting, isLiveWaiting: Bool) -> WaitsFor? {
        run.held ?? blocker(of: StartLane.Kind(run), isLiveWaiting: isLiveWaiting)
    }

    private func blocker(of kind: StartLane.Kind, isLiveWaiting: Bool) -> WaitsFor? {
        if let pool = kind.pool, byPool[pool, default: 0] >= pools[pool] ?? 0 {
            return .pool(pool, slots: pools[pool] ?? 0)
        }
        if let quota = quotas[kind.team], byTeam[kind.team, default: 0] >= quota {
            return .team(kind.team, runs: quota)
        }
        if running >= slots { return .worker }
        if kind.isBackfill {
            // With a single worker there is no other to keep free.
            let most = isLiveWaiting ? slots / 2 : max(1, slots - 1)
            if backfillsRunning >= most { return .backfillShare }
        }
        return nil
    }
}
