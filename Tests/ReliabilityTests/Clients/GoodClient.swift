import Foundation
import Synchronization

/// A client that behaves, beside one that does not: it sends one event after another and takes the time of each.
final class GoodClient: Sendable {
    struct Record {
        var acknowledged: [Int] = []
        var seconds: [Double] = []
        var failures: [String] = []

        /// The time within which 99 of 100 were answered.
        var p99: Double {
            let sorted = seconds.sorted()
            return sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, sorted.count * 99 / 100)]
        }
    }

    private let state = Mutex((record: Record(), isToStop: false, hasStopped: false))

    init(_ small: SmallProject, from first: Int) {
        Thread.detachNewThread { [self] in
            var number = first
            while !state.withLock({ $0.isToStop }) {
                let started = ContinuousClock.now
                let answer = Result { try small.send(number..<number + 1) }
                let took = (ContinuousClock.now - started) / .seconds(1)
                state.withLock {
                    $0.record.seconds.append(took)
                    switch answer {
                    case .success(let answer) where answer.status == 200: $0.record.acknowledged.append(number)
                    case .success(let answer): $0.record.failures.append("\(answer.status) \(answer.text.prefix(200))")
                    case .failure(let error): $0.record.failures.append("\(error)")
                    }
                }
                number += 1
                Waiting.pause(0.005)
            }
            state.withLock { $0.hasStopped = true }
        }
    }

    func stop() -> Record {
        state.withLock { $0.isToStop = true }
        _ = Waiting.until(seconds: 60) { state.withLock { $0.hasStopped } }
        return state.withLock { $0.record }
    }
}
