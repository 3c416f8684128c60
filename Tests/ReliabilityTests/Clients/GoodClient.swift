import Foundation
import Synchronization

/// A client that behaves, beside one that does not: it sends one event after another and notes how each was answered. How
/// soon is for the benchmarks to measure; here it counts that it is, while the other is held.
final class GoodClient: Sendable {
    struct Record {
        /// Numbers of events, of which each request has one: the first, and those after it.
        var acknowledged: [Int] = []
        var sent = 0
        var failures: [String] = []
    }

    private let first: Int
    private let state = Mutex((record: Record(), isToStop: false, hasStopped: false))

    init(_ small: SmallProject, from first: Int) {
        self.first = first
        Thread.detachNewThread { [self] in
            var number = first
            while !state.withLock({ $0.isToStop }) {
                let answer = Result { try small.send(number..<number + 1) }
                state.withLock {
                    $0.record.sent += 1
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

    /// Waits until a request is answered with 200 that begins after this call.
    func isServed(seconds: Double = 60) -> Bool {
        // The one that is on its way now began before.
        let next = first + state.withLock { $0.record.sent } + 1
        return Waiting.until(seconds: seconds) { state.withLock { $0.record.acknowledged.last ?? 0 >= next } }
    }

    func stop() -> Record {
        state.withLock { $0.isToStop = true }
        _ = Waiting.until(seconds: 60) { state.withLock { $0.hasStopped } }
        return state.withLock { $0.record }
    }
}
