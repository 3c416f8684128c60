import BasinCore
import BasinProcessing
import Testing

/// The order that is kept gives what sorting the whole queue for every choice would give.
@Suite struct StartOrderChoiceTests {
    @Test("Whatever comes, starts and ends, the choice is that of a sorted queue (SCH-7, SCH-9)", arguments: 1...40)
    func likeSorting(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let slots = random.pick([1, 3, 8]), quotas = ["a": 2], pools = ["scarce": 1]
        var order = StartOrder(slots: slots, quotas: quotas, pools: pools)
        var runs: [StartOrder.Waiting] = [], running: Set<Int64> = [], turns: [UInt32: Int64] = [:], turn: Int64 = 0
        for round in 0..<30 {
            var touched: Set<UInt32> = []
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                let id = UInt32.random(in: 1...9, using: &random)
                touched.insert(id)
                runs.append(
                    StartOrder.Waiting(
                        runID: Int64(round * 10 + runs.count * 1000), datasetID: id, isBackfill: random.chance(0.4),
                        tier: Tier.allCases[Int(id) % 3],
                        partitionEnd: Timestamp(microseconds: Int64.random(in: 0...5, using: &random)),
                        team: id % 2 == 0 ? "a" : "b", pool: id % 4 == 1 ? "scarce" : nil))
            }
            for id in running.sorted() where random.chance(0.4) {
                touched.insert(runs.first { $0.runID == id }!.datasetID)
                runs.removeAll { $0.runID == id }
                running.remove(id)
            }
            for index in runs.indices { runs[index].lastTurn = turns[runs[index].datasetID] ?? 0 }
            for id in touched {
                let own = runs.filter { $0.datasetID == id }
                order.replace(
                    datasetID: id, running: own.filter { running.contains($0.runID) },
                    waiting: own.filter { !running.contains($0.runID) })
            }
            let expected = sorted(runs, running, slots, quotas, pools)
            let chosen = order.choose().map(\.runID)
            #expect(chosen == expected)
            for id in chosen {
                turn += 1
                running.insert(id)
                turns[runs.first { $0.runID == id }!.datasetID] = turn
            }
            for id in Set(chosen.map { id in runs.first { $0.runID == id }!.datasetID }) {
                let own = runs.filter { $0.datasetID == id }.map { run in
                    var run = run
                    run.lastTurn = turns[id] ?? 0
                    return run
                }
                order.replace(
                    datasetID: id, running: own.filter { running.contains($0.runID) },
                    waiting: own.filter { !running.contains($0.runID) })
            }
        }
    }

    private func sorted(
        _ runs: [StartOrder.Waiting], _ running: Set<Int64>, _ slots: Int, _ quotas: [String: Int],
        _ pools: [String: Int]
    ) -> [Int64] {
        var busy = runs.filter { running.contains($0.runID) }
        let waiting = runs.filter { !running.contains($0.runID) }
        let isLive = waiting.contains { !$0.isBackfill }
        func age(_ run: StartOrder.Waiting) -> Int64 { run.isBackfill ? 0 : run.partitionEnd.microseconds }
        var count: [String: Int] = [:], turns: [Int64: Int] = [:]
        for run in busy { count["\(run.datasetID) \(run.isBackfill)", default: 0] += 1 }
        for run in waiting.sorted(by: { (age($0), $0.runID) < (age($1), $1.runID) }) {
            turns[run.runID] = count["\(run.datasetID) \(run.isBackfill)", default: 0]
            count["\(run.datasetID) \(run.isBackfill)", default: 0] += 1
        }
        func key(_ run: StartOrder.Waiting) -> (Int, Int, Int, Int64, Int64, Int64) {
            (
                run.isBackfill ? 1 : 0, Tier.allCases.firstIndex(of: run.tier)!, turns[run.runID]!, run.lastTurn,
                age(run), run.runID
            )
        }
        var chosen: [Int64] = []
        for run in waiting.sorted(by: { key($0) < key($1) }) {
            guard busy.count < slots, busy.count(where: { $0.team == run.team }) < quotas[run.team] ?? .max,
                run.pool.map({ pool in busy.count { $0.pool == pool } < pools[pool] ?? 0 }) ?? true,
                !run.isBackfill || busy.count(where: \.isBackfill) < (isLive ? slots / 2 : max(1, slots - 1))
            else { continue }
            busy.append(run)
            chosen.append(run.runID)
        }
        return chosen
    }
}
