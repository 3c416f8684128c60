import Dispatch
import Foundation
import Synchronization

/// A thread that starts processes and lives until it is told to end. The system ends such a process with the thread that
/// started it, so it is none of those that come and go with the work.
final class StartingThread: Sendable {
    private struct State {
        var work: [@Sendable () -> Void] = []
        var isEnding = false
    }
    private let state = Mutex(State())
    // Work has come, or the end: a lock alone does not wake a thread.
    private let arrivals = DispatchSemaphore(value: 0)
    private let rest: DispatchTimeInterval
    private let tick: @Sendable () -> Void

    /// - Parameter tick: is called on the thread after each time of rest; must be quick.
    init(label: String, every rest: DispatchTimeInterval, tick: @escaping @Sendable () -> Void) {
        self.rest = rest
        self.tick = tick
        let thread = Thread { [self] in run() }
        thread.name = label
        thread.start()
    }

    /// Runs the work there, and waits for it.
    /// - Throws: what it throws; `Ended` when the thread was told to end.
    func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) throws -> Value {
        let handed = Handed<Value>()
        try state.withLock { state in
            guard !state.isEnding else { throw Ended() }
            state.work.append {
                let made = Result { try work() }
                handed.result.withLock { $0 = made }
                handed.done.signal()
            }
        }
        arrivals.signal()
        handed.done.wait()
        guard let made = handed.result.withLock({ $0 }) else { throw Ended() }
        return try made.get()
    }

    /// After what was handed in. Idempotent.
    func end() {
        state.withLock { $0.isEnding = true }
        arrivals.signal()
    }

    struct Ended: Error {}

    private final class Handed<Value: Sendable>: Sendable {
        let result = Mutex<Result<Value, any Error>?>(nil)
        let done = DispatchSemaphore(value: 0)
    }

    private func run() {
        while true {
            let (work, isEnding) = state.withLock { state in
                defer { state.work = [] }
                return (state.work, state.isEnding)
            }
            for one in work { one() }
            if work.isEmpty, isEnding { return }
            if work.isEmpty, arrivals.wait(timeout: .now() + rest) == .timedOut { tick() }
        }
    }
}
