import Foundation
import Synchronization

/// A client that sends numbered events, whatever happens to the server, and remembers what it was promised.
final class DrillWriter: Sendable {
    private let basin: BasinProcess
    private let key: String
    private let record: DrillRecord
    private let seed: UInt64
    private let stream: UInt64
    private let stopping = Mutex(false)
    private let budget = Mutex(0)
    private let done = DispatchSemaphore(value: 0)

    init(_ basin: BasinProcess, key: String, record: DrillRecord, seed: UInt64, stream: UInt64) {
        self.basin = basin
        self.key = key
        self.record = record
        self.seed = seed
        self.stream = stream
        let thread = Thread { [self] in
            run()
            done.signal()
        }
        thread.start()
    }

    /// Lets it send so many more events.
    func allow(_ events: Int) { budget.withLock { $0 = max($0, 0) + events } }

    /// Ends it, and waits until it has: a batch under way is tried until the server answers.
    func finish(seconds: Double) -> Bool {
        stopping.withLock { $0 = true }
        return done.wait(timeout: .now() + seconds) == .success
    }

    private var isStopping: Bool { stopping.withLock { $0 } }

    private func run() {
        var random = SeededGenerator(seed: seed, stream: stream)
        var earlier: [DrillBatch.Event] = []
        while !isStopping {
            guard budget.withLock({ $0 > 0 }) else {
                Waiting.pause(0.003)
                continue
            }
            let batch = DrillBatch.random(record, earlier: earlier, using: &random)
            budget.withLock { $0 -= batch.events.count }
            let gaveUp = !deliver(batch, givesUp: random.chance(0.35))
            if gaveUp { continue }
            earlier += batch.events.filter(\.isValid).prefix(3)
            if earlier.count > 600 { earlier.removeFirst(300) }
        }
    }

    /// Sends until there is a 200, or gives up when the answer to a sending is lost. True when it was answered.
    private func deliver(_ batch: DrillBatch, givesUp: Bool) -> Bool {
        let body = batch.body
        let headers = batch.headers.merging(["Authorization": "Bearer \(key)"]) { $1 }
        // A server that never comes back fails the drill elsewhere.
        while true {
            guard let port = basin.knownPort else {
                if isStopping, !basin.isRunning { return false }
                Waiting.pause(0.003)
                continue
            }
            record.sending(batch)
            do {
                let answer = try HTTPExchange.send(
                    port: port, "POST", "/events", headers: headers, body: body, seconds: 30)
                switch answer.status {
                case 200:
                    note(try answer.decoded(IntakeCounts.self), batch)
                    record.acknowledged(batch)
                    return true
                case 429, 503:
                    record.overloaded()
                    if answer.headers["retry-after"] == nil { record.problem("\(answer.status) without Retry-After") }
                    Waiting.pause(0.01)
                default:
                    record.problem("a batch got \(answer.status): \(answer.text.prefix(300))")
                    return false
                }
            } catch {
                if givesUp {
                    record.unanswered(batch)
                    return false
                }
            }
        }
    }

    private func note(_ counts: IntakeCounts, _ batch: DrillBatch) {
        let valid = batch.events.filter(\.isValid).count
        if counts.accepted != valid || counts.refused.count != batch.events.count - valid {
            record.problem("of \(valid) good events \(counts.accepted) were accepted, and \(counts.refused.count) refused")
        }
    }
}
