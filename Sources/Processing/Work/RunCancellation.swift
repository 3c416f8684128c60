package import BasinCore
package import BasinEngines
import Dispatch
import Synchronization

/// Tells running work to stop: because somebody said so, because its time is over, or because there is no room left.
package final class RunCancellation: Sendable {
    private let isCancelled = Mutex(false)
    /// Where the work writes, if its disk is looked at.
    private let staging: String?
    /// Its files go when it stops, and with them the reason.
    private let wasFull = Mutex(false)
    private let deadline: ContinuousClock.Instant
    private let seconds: Int64
    /// Serial, so that it has a thread of its own even when blocking work holds all the shared ones.
    private static let watch = DispatchQueue(label: "basin.run.watch", qos: .userInteractive)

    /// The time begins now.
    package init(limits: RunLimits, staging: String? = nil) {
        seconds = limits.seconds
        self.staging = staging
        deadline = ContinuousClock.now + .seconds(limits.seconds)
    }

    /// Idempotent, from any thread.
    package func cancel() { isCancelled.withLock { $0 = true } }

    /// Why the work should stop; nil while it should not.
    package var reason: WorkFailure? {
        if isCancelled.withLock(\.self) { return WorkFailure(.cancelled, "The run was cancelled.") }
        if ContinuousClock.now >= deadline { return Self.overdue(seconds: seconds) }
        guard let staging else { return nil }
        let isFull = wasFull.withLock { full in
            full = full || DiskReserve.isTouched(at: staging)
            return full
        }
        return isFull ? DiskReserve.failure(at: staging) : nil
    }

    package func check() throws { if let reason { throw reason } }

    static func overdue(seconds: Int64) -> WorkFailure {
        WorkFailure(
            .timeout,
            "The run took longer than its limit of \(seconds) s; "
                + "make it read less, or raise `timeout` in the dataset's definition."
        )
    }

    /// Interrupts the connection when it is time to stop, until `body` ends. DuckDB forgets an interrupt that comes
    /// between two statements, so it is repeated.
    package func watching<Value>(_ connection: DuckDBConnection, _ body: () throws -> Value) throws -> Value {
        let timer = DispatchSource.makeTimerSource(queue: Self.watch)
        timer.setEventHandler { [self] in if reason != nil { connection.interrupt() } }
        timer.schedule(deadline: .now() + .milliseconds(20), repeating: .milliseconds(20))
        timer.resume()
        // An interrupt after the work would hit whatever the connection does next; nothing does, it is closed.
        defer { timer.cancel() }
        do {
            try check()
            return try body()
        } catch {
            // Whatever DuckDB says about being stopped, the reason is ours.
            try check()
            throw error
        }
    }
}
