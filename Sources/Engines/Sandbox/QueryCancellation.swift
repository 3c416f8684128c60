import BasinCore
import Dispatch
import Synchronization

/// Stops a running query: from any thread by `cancel`, and by itself when its time is over.
package final class QueryCancellation: Sendable {
    private struct State {
        var isCancelled = false
        var deadline: ContinuousClock.Instant?
        var interrupt: (@Sendable () -> Void)?
    }
    private let state = Mutex(State())
    /// Serial, so that it has a thread of its own even when blocking work holds all the shared ones.
    private static let watch = DispatchQueue(label: "basin.query.watch", qos: .userInteractive)

    package init() {}

    /// The query throws soon. Idempotent; before the query starts, it never will.
    package func cancel() {
        state.withLock { state in
            state.isCancelled = true
            state.interrupt?()
        }
    }

    /// Watches the connection while `body` runs. DuckDB forgets an interrupt that comes between two statements, so it
    /// is repeated until the work has ended.
    package func watching<Value>(_ connection: DuckDBConnection, time: Duration, _ body: () throws -> Value) throws -> Value {
        try watching(time: time, interrupt: { connection.interrupt() }, body)
    }

    /// Calls `interrupt` while `body` runs and should not: again and again, from any thread, and briefly.
    package func watching<Value>(
        time: Duration, interrupt: @escaping @Sendable () -> Void, _ body: () throws -> Value
    ) throws -> Value {
        state.withLock { state in
            state.interrupt = interrupt
            state.deadline = ContinuousClock.now + time
        }
        let timer = DispatchSource.makeTimerSource(queue: Self.watch)
        timer.setEventHandler { [self] in
            state.withLock { if Self.stopReason($0, time: time) != nil { $0.interrupt?() } }
        }
        timer.schedule(deadline: .now() + .milliseconds(20), repeating: .milliseconds(20))
        timer.resume()
        defer {
            timer.cancel()
            state.withLock { $0.interrupt = nil }
        }
        do {
            try check(time: time)
            let value = try body()
            return value
        } catch {
            // Whatever DuckDB says about being stopped, the reason is ours.
            try check(time: time)
            throw error
        }
    }

    /// Throws when the query should stop: called between pieces of work.
    package func check(time: Duration) throws {
        if let reason = state.withLock({ Self.stopReason($0, time: time) }) { throw reason }
    }

    private static func stopReason(_ state: State, time: Duration) -> BasinError? {
        if state.isCancelled { return BasinError(.query, "The query was cancelled.") }
        guard let deadline = state.deadline, ContinuousClock.now >= deadline else { return nil }
        return BasinError(.query, "The query took longer than \(time); filter more, or ask for less.")
    }
}
