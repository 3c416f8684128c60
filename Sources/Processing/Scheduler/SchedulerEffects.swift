package import BasinCore

/// What the scheduler has done in the world. Each returns at once and may be called again for the same run.
package struct SchedulerEffects: Sendable {
    /// Hands a run to a worker.
    package var start: @Sendable (StartedRun) -> Void
    /// Ends the worker that has the run under this token, if there is one, and removes what it staged.
    package var stop: @Sendable (_ runID: Int64, _ token: Int64) -> Void

    /// Whether this process still works on what was started under the token. A scheduler that has to begin anew leaves
    /// such runs alone.
    package var isUnderWay: @Sendable (_ token: Int64) -> Bool

    package init(
        start: @escaping @Sendable (StartedRun) -> Void,
        stop: @escaping @Sendable (_ runID: Int64, _ token: Int64) -> Void,
        isUnderWay: @escaping @Sendable (_ token: Int64) -> Bool = { _ in false }
    ) {
        self.start = start
        self.stop = stop
        self.isUnderWay = isUnderWay
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
