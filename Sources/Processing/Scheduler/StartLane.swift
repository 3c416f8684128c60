import BasinCore

/// The runs of one dataset in the order of starts: those that are due, or those of backfills.
struct StartLane: Sendable {
    struct ID: Hashable, Sendable {
        var datasetID: UInt32
        var isBackfill: Bool
    }
    /// What its runs need and how they rank.
    struct Kind: Hashable, Sendable {
        var isBackfill: Bool
        var tier: Tier
        var team: String
        var pool: String?

        init(_ run: StartOrder.Waiting) {
            isBackfill = run.isBackfill
            tier = run.tier
            team = run.team
            pool = run.pool
        }

        /// What goes first is less.
        var rank: Int { (isBackfill ? Tier.allCases.count : 0) + (Tier.allCases.firstIndex(of: tier) ?? 0) }
    }

    let kind: Kind
    /// What a dataset has under way are turns that it took: years of one never keep another's last hour waiting.
    private(set) var running: Int
    private let lastTurn: Int64
    /// The next to start last.
    private var waiting: [(age: Int64, runID: Int64)]
    /// Another one after every change: tells what is said of an older one.
    private(set) var version: Int64

    init(_ sample: StartOrder.Waiting, running: Int, waiting: [StartOrder.Waiting], version: Int64) {
        kind = Kind(sample)
        self.running = running
        lastTurn = waiting.first?.lastTurn ?? sample.lastTurn
        // A backfill makes its runs in the order that somebody chose.
        self.waiting = waiting.map { ($0.isBackfill ? 0 : $0.partitionEnd.microseconds, $0.runID) }.sorted { $0 > $1 }
        self.version = version
    }

    var isEmpty: Bool { waiting.isEmpty }

    mutating func start(version: Int64) {
        waiting.removeLast()
        running += 1
        self.version = version
    }

    func head(_ id: ID) -> StartLine.Head? {
        waiting.last.map {
            StartLine.Head(turns: running, lastTurn: lastTurn, age: $0.age, runID: $0.runID, lane: id, version: version)
        }
    }
}

/// Lanes that need the same, by their first run. What was said of a lane before it changed is passed over.
struct StartLine: Sendable {
    struct Head: Comparable, Sendable {
        var turns: Int
        var lastTurn: Int64
        var age: Int64
        var runID: Int64
        var lane: StartLane.ID
        var version: Int64

        static func < (a: Head, b: Head) -> Bool {
            (a.turns, a.lastTurn, a.age, a.runID) < (b.turns, b.lastTurn, b.age, b.runID)
        }
    }

    private var heap = MinHeap<Head>()
    /// When the heap is this long, what is out of date is thrown out.
    private var limit = 64

    mutating func insert(_ head: Head, among lanes: [StartLane.ID: StartLane]) {
        heap.insert(head)
        guard heap.count > limit else { return }
        heap = MinHeap(heap.elements.filter { lanes[$0.lane]?.version == $0.version })
        limit = 2 * heap.count + 64
    }

    mutating func first(among lanes: [StartLane.ID: StartLane]) -> Head? {
        while let head = heap.first {
            if lanes[head.lane]?.version == head.version { return head }
            heap.removeFirst()
        }
        return nil
    }
}
