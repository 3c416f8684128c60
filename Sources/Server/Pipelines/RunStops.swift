import BasinProcessing
import Synchronization

/// Stops runs whose workers there may or may not be yet.
final class RunStops: Sendable {
    private let pool = Mutex<WorkerPool?>(nil)

    func use(_ pool: WorkerPool?) { self.pool.withLock { $0 = pool } }

    /// A newer try of the same run that is hit counts as lost, and begins again.
    func stop(_ runID: Int64, _ token: Int64) { pool.withLock { $0 }?.cancel(run: String(runID)) }
}
