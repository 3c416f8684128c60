import Foundation
import Synchronization

/// Sends numbered events from a thread of its own, and remembers which were acknowledged.
final class NumberedTraffic: Sendable {
    private let state = Mutex<(numbers: Set<Int>, isOver: Bool)>(([], false))
    private let ended = DispatchSemaphore(value: 0)

    init(_ small: SmallProject, from first: Int) throws {
        let thread = Thread { [self] in
            var next = first
            while !state.withLock({ $0.isOver }) {
                let numbers = next..<next + 20
                next += 20
                // A batch that got no answer may be there or not.
                if (try? small.send(numbers))?.status == 200 { state.withLock { $0.numbers.formUnion(numbers) } }
            }
            ended.signal()
        }
        thread.start()
    }

    var acknowledged: Set<Int> { state.withLock { $0.numbers } }

    func stop() {
        state.withLock { $0.isOver = true }
        ended.wait()
    }
}
