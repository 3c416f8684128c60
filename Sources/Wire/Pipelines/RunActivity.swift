/// What runs do now, and how those ended that ended in the last 24 hours.
public struct RunActivity: Codable, Sendable, Equatable {
    public var at: String
    public var queued: Int
    public var running: Int
    public var publishing: Int
    public var retrying: Int
    /// In the last 24 hours.
    public var succeeded: Int
    public var failed: Int
    public var cancelled: Int
    /// Partitions that are given up until somebody looks, and those whose inputs changed since they were made.
    public var failedPartitions: Int
    public var stalePartitions: Int
    public var workers: Int

    public init(
        at: String, queued: Int, running: Int, publishing: Int, retrying: Int, succeeded: Int, failed: Int, cancelled: Int,
        failedPartitions: Int, stalePartitions: Int, workers: Int
    ) {
        self.at = at
        self.queued = queued
        self.running = running
        self.publishing = publishing
        self.retrying = retrying
        self.succeeded = succeeded
        self.failed = failed
        self.cancelled = cancelled
        self.failedPartitions = failedPartitions
        self.stalePartitions = stalePartitions
        self.workers = workers
    }
}
