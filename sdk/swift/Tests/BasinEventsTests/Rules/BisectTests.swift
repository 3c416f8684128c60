import BasinEvents
import Testing

/// The machine against servers that refuse batches with certain events, without files or network.
@Suite struct BisectTests {
    @Test(
        "Of any queue, exactly the events that the server cannot take are given up, in few requests", arguments: 1...200
    )
    func property(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let total = Int.random(in: 1...2000, using: &random)
        let badCount = Int.random(in: 0...5, using: &random)
        let bad = Set((0..<badCount).map { _ in Int.random(in: 0..<total, using: &random) })
        let largest = Int.random(in: 1...600, using: &random)
        var machine = DeliveryMachine(
            limits: BatchLimits(events: 500, bytes: 1 << 20), gathering: .zero, timeout: .seconds(60),
            retry: RetryPolicy(), isGranted: true)
        var first = 0
        var given: Set<Int> = []
        var taken: [Int] = []
        var requests = 0
        var sent: (attempt: Int, count: Int)?
        func situation() -> DeliveryMachine.Situation {
            DeliveryMachine.Situation(backlog: Backlog(events: total - first), now: .zero, random: 0)
        }
        func carryOut(_ actions: [DeliveryMachine.Action]) {
            for action in actions {
                switch action {
                case .send(let attempt, let limits): sent = (attempt, min(limits.events, total - first))
                case .acknowledge:
                    taken += Array(first..<first + (sent?.count ?? 0))
                    first += sent?.count ?? 0
                    sent = nil
                case .discard:
                    given.insert(first)
                    first += 1
                    sent = nil
                case .release: sent = nil
                case .cancel, .wake, .report: break
                }
            }
        }
        carryOut(machine.apply(.flush, situation()))
        while let out = sent, requests < 20_000 {
            requests += 1
            let range = first..<first + out.count
            let isSpoiled = range.contains { bad.contains($0) }
            let verdict: Verdict = out.count > largest ? .tooLarge("") : isSpoiled ? .spoiled("") : .taken([])
            carryOut(
                machine.apply(.answered(attempt: out.attempt, verdict, batch: Backlog(events: out.count)), situation()))
        }
        #expect(given == bad)
        #expect(taken == (0..<total).filter { !bad.contains($0) })
        // A size is found by halving, so it may be half of the largest; a larger one is tried now and then. An event is
        // found in nine halvings of 500, and each half that is good is a request, too.
        let most = (2 * total / largest + 1) * 18 / 16 + 10 + 20 * bad.count
        #expect(requests <= most, "\(requests) requests, \(most) expected")
    }
}
