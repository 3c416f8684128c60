/// How a pool keeps its workers.
package struct WorkerPoolSettings: Sendable {
    /// Workers, each with one order at a time; 1 or more.
    package var workers: Int
    /// Orders after which a worker is replaced, so that no leak grows for ever.
    package var ordersPerWorker: Int
    /// Resident bytes of an idle worker above which it is replaced.
    package var idleBytes: Int64
    /// A worker must say within this time that it is ready.
    package var startTime: Duration
    /// A worker that says nothing for so long is taken for dead.
    package var silence: Duration
    /// Time that a worker gets, beyond its order's limit and grace, before it is killed.
    package var killGrace: Duration
    /// Before a failed start is tried again: doubled with each failure, from the first to the second.
    package var backOff: ClosedRange<Duration>

    package init(
        workers: Int, ordersPerWorker: Int = 1000, idleBytes: Int64 = 512 << 20, startTime: Duration = .seconds(30),
        silence: Duration = .seconds(30), killGrace: Duration = .seconds(5),
        backOff: ClosedRange<Duration> = .milliseconds(100)...(.seconds(30))
    ) {
        self.workers = max(1, workers)
        self.ordersPerWorker = max(1, ordersPerWorker)
        self.idleBytes = idleBytes
        self.startTime = startTime
        self.silence = silence
        self.killGrace = killGrace
        self.backOff = backOff
    }

    /// - Parameter failures: 1 or more.
    package func pause(afterFailures failures: Int) -> Duration {
        min(backOff.upperBound, backOff.lowerBound * (1 << min(20, max(0, failures - 1))))
    }
}
