package import BasinCore

/// What the scheduler has done in the world. Both return at once and may be called again for the same run.
package struct SchedulerEffects: Sendable {
    /// Hands a run to a worker.
    package var start: @Sendable (StartedRun) -> Void
    /// Ends the worker that has the run under this token, if there is one, and removes what it staged.
    package var stop: @Sendable (_ runID: Int64, _ token: Int64) -> Void

    package init(
        start: @escaping @Sendable (StartedRun) -> Void,
        stop: @escaping @Sendable (_ runID: Int64, _ token: Int64) -> Void
    ) {
        self.start = start
        self.stop = stop
    }
}

/// A run that got a worker.
package struct StartedRun: Sendable, Hashable {
    package var runID: Int64
    package var datasetID: UInt32
    package var partition: Partition
    package var lease: RunLease
    /// 1 for the first.
    package var tries: Int
    package var reason: String
}
