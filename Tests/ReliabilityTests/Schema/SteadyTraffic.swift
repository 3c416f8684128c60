import Foundation
import Synchronization

/// Events of one type, sent without a pause by a thread of its own until it is stopped.
final class SteadyTraffic: Sendable {
    struct Record {
        var sent = 0
        var failures: [String] = []
        /// Of the slowest request, in seconds.
        var slowest = 0.0
        var isStopping = false
        var hasEnded = false
    }

    static let batch = 20
    private let state = Mutex(Record())

    init(_ small: SmallProject, type: String) {
        let thread = Thread { [self] in
            while !state.withLock({ $0.isStopping }) {
                let first = state.withLock { $0.sent }
                let start = ContinuousClock.now
                var failure: String?
                do {
                    try small.post(first..<first + Self.batch, type: type)
                } catch {
                    failure = "\(error)"
                }
                let took = (ContinuousClock.now - start) / .seconds(1)
                state.withLock { record in
                    record.sent += Self.batch
                    record.slowest = max(record.slowest, took)
                    if let failure { record.failures.append(failure) }
                }
                Waiting.pause(0.01)
            }
            state.withLock { $0.hasEnded = true }
        }
        thread.start()
    }

    var sent: Int { state.withLock { $0.sent } }

    /// What happened, after the last request is answered.
    func stop() throws -> Record {
        state.withLock { $0.isStopping = true }
        guard Waiting.until(seconds: 90, { state.withLock { $0.hasEnded } }) else {
            throw DrillFailure("the steady traffic does not end")
        }
        return state.withLock { $0 }
    }
}
