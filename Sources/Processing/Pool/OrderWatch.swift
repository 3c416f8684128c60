import BasinCore
package import BasinEngines

/// When the pool loses patience with a worker, and what it then says. A value: the time is handed in.
package struct OrderWatch: Sendable {
    private let order: WorkOrder
    private let startedAt: ContinuousClock.Instant
    /// The worker stops by itself at the order's limit; this is for one that does not.
    private let deadline: ContinuousClock.Instant
    private let patience: Duration
    private let silence: Duration

    package init(
        order: WorkOrder, killGrace: Duration, silence: Duration, startedAt: ContinuousClock.Instant = .now
    ) {
        self.order = order
        self.startedAt = startedAt
        self.silence = silence
        patience = .milliseconds(order.graceMilliseconds) + killGrace
        deadline = startedAt + .seconds(order.limits.seconds) + patience
    }

    /// Why the worker is to be killed now; nil while it may go on.
    package func failure(
        now: ContinuousClock.Instant, cancelledAt: ContinuousClock.Instant?, lastHeard: ContinuousClock.Instant
    ) -> WorkFailure? {
        if let cancelledAt, now >= cancelledAt + patience {
            return WorkFailure(.cancelled, "The run was cancelled; its worker did not stop and was killed.")
        }
        if now >= deadline { return RunCancellation.overdue(seconds: order.limits.seconds) }
        if now >= heard(lastHeard) + silence {
            return WorkFailure(
                .other,
                "The worker said nothing for \(silence / .seconds(1)) s and was killed; see whether the machine is "
                    + "overloaded or somebody stopped the process.")
        }
        return nil
    }

    /// Time until `failure` may say otherwise.
    package func next(
        now: ContinuousClock.Instant, cancelledAt: ContinuousClock.Instant?, lastHeard: ContinuousClock.Instant
    ) -> Duration {
        var moment = min(deadline, heard(lastHeard) + silence)
        if let cancelledAt { moment = min(moment, cancelledAt + patience) }
        return max(.zero, moment - now)
    }

    /// What the end of the worker means for its order.
    package func lost(_ end: ChildEnd, isGarbage: Bool) -> WorkFailure {
        if isGarbage {
            return WorkFailure(
                .other, "The worker wrote what is no reply and was killed; see the server's error output.")
        }
        switch end {
        case .exit(WorkerExit.memory): return EngineFailure.memory(order.limits)
        case .signal(9):
            return WorkFailure(
                .other,
                "The worker was killed from outside (\(end)), perhaps because the machine has no memory left: "
                    + "see the system's log, and lower `memory` of what runs at once.")
        case .exit, .signal:
            return WorkFailure(
                .other, "The worker ended with \(end) while it had the run; see the server's error output.")
        }
    }

    /// The worker's own count is lost with it; what its last heartbeat told is known.
    package func usage(now: ContinuousClock.Instant, _ memoryBytes: Int64, cpuSeconds: Double = 0) -> RunUsage {
        RunUsage(cpuSeconds: max(0, cpuSeconds), peakBytes: memoryBytes, wallSeconds: (now - startedAt) / .seconds(1))
    }

    /// A worker owes nothing before it had the order.
    private func heard(_ lastHeard: ContinuousClock.Instant) -> ContinuousClock.Instant { max(lastHeard, startedAt) }
}
