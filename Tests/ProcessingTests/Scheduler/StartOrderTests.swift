import BasinCore
import BasinProcessing
import Testing

@Suite struct StartOrderTests {
    private func run(
        _ id: Int64, dataset: UInt32 = 1, backfill: Bool = false, tier: Tier = .normal, end: Int64 = 0,
        team: String = "t",
        pool: String? = nil
    ) -> StartOrder.Waiting {
        StartOrder.Waiting(
            runID: id, datasetID: dataset, isBackfill: backfill, tier: tier, partitionEnd: Timestamp(microseconds: end),
            team: team,
            pool: pool, held: nil)
    }

    private func choose(_ order: inout StartOrder, _ waiting: [StartOrder.Waiting]) -> [Int64] {
        for (id, runs) in Dictionary(grouping: waiting, by: \.datasetID) {
            order.replace(datasetID: id, running: [], waiting: runs)
        }
        return order.choose().map(\.runID)
    }

    @Test("Tier goes before age, age within a dataset, and datasets take turns")
    func order() {
        var order = StartOrder(slots: 10, quotas: [:], pools: [:])
        let chosen = choose(&order, [
            run(1, backfill: true, tier: .high), run(2, dataset: 3, tier: .low), run(3, end: 2), run(4, end: 1),
            run(5, dataset: 2, end: 9),
            run(6, dataset: 4, tier: .high, end: 5),
        ])
        #expect(chosen == [6, 4, 5, 3, 2, 1])
    }

    @Test(
        "Backfills leave one worker free, and half of them while something due waits (SCH-7)",
        arguments: [(1, 0, 1), (2, 0, 1), (8, 0, 7), (8, 1, 4)])
    func backfills(slots: Int, blockedLive: Int, expected: Int) {
        var order = StartOrder(slots: slots, quotas: ["blocked": 0], pools: [:])
        let live = (0..<blockedLive).map { run(Int64(1000 + $0), dataset: 2, team: "blocked") }
        let chosen = choose(&order, live + (1...20).map { run(Int64($0), backfill: true) })
        #expect(chosen.count == expected)
    }

    @Test("With one worker, years of one dataset do not keep another's last hour waiting")
    func turns() {
        var waiting =
            (1...50).map { run(Int64($0), dataset: 1, end: Int64($0)) } + [run(99, dataset: 2, end: 1_000_000)]
        var started: [Int64] = []
        for turn in 1...3 as ClosedRange<Int64> {
            var order = StartOrder(slots: 1, quotas: [:], pools: [:])
            guard let next = choose(&order, waiting).first else { break }
            started.append(next)
            let datasetID: UInt32 = next == 99 ? 2 : 1
            waiting.removeAll { $0.runID == next }
            for index in waiting.indices where waiting[index].datasetID == datasetID {
                waiting[index].lastTurn = turn
            }
        }
        #expect(started == [1, 99, 2])
    }

    @Test("A run says which resource it waits for (SCH-9)")
    func blockers() {
        var order = StartOrder(slots: 3, quotas: ["small": 1], pools: ["scarce": 1])
        _ = choose(&order, [run(1, team: "small"), run(2, dataset: 2, pool: "scarce")])
        #expect(order.blocker(of: run(3, team: "small"), isLiveWaiting: true) == .team("small", runs: 1))
        #expect(order.blocker(of: run(4, pool: "scarce"), isLiveWaiting: true) == .pool("scarce", slots: 1))
        #expect(order.blocker(of: run(5, pool: "unknown"), isLiveWaiting: true) == .pool("unknown", slots: 0))
        #expect(order.blocker(of: run(6), isLiveWaiting: true) == nil)
        _ = choose(&order, [run(6, dataset: 3)])
        #expect(order.blocker(of: run(7), isLiveWaiting: true) == .worker)
    }
}
