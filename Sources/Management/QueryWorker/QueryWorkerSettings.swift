/// How a pool keeps its workers.
package struct QueryWorkerSettings: Sendable {
    /// A worker must say within this time that it is ready.
    package var startTime: Duration
    /// Time that a query gets to end by itself, when it should, before its worker is killed.
    package var grace: Duration
    /// An idle worker ends after this time, unless it is the last.
    package var idleTime: Duration
    /// Resident bytes of a worker after an order above which it is replaced.
    package var idleBytes: Int64
    /// Orders after which a worker is replaced, so that no leak grows for ever.
    package var ordersPerWorker: Int

    package init(
        startTime: Duration = .seconds(30), grace: Duration = .seconds(2), idleTime: Duration = .seconds(60),
        idleBytes: Int64 = 512 << 20, ordersPerWorker: Int = 1000
    ) {
        self.startTime = startTime
        self.grace = grace
        self.idleTime = idleTime
        self.idleBytes = idleBytes
        self.ordersPerWorker = max(1, ordersPerWorker)
    }
}
