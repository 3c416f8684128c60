/// Live figures of the datasets that pipelines make.
public struct PipelineStatus: Codable, Sendable, Equatable {
    public var running: Int
    public var queued: Int
    public var retrying: Int
    public var failedPartitions: Int
    public var stalePartitions: Int
    /// Runs that published since the data folder exists.
    public var succeeded: Int
    public var workers: Int
    /// The latest runs, newest first; five at most.
    public var latest: [RunSummary]

    public init(
        running: Int, queued: Int, retrying: Int, failedPartitions: Int, stalePartitions: Int, succeeded: Int,
        workers: Int, latest: [RunSummary]
    ) {
        self.running = running
        self.queued = queued
        self.retrying = retrying
        self.failedPartitions = failedPartitions
        self.stalePartitions = stalePartitions
        self.succeeded = succeeded
        self.workers = workers
        self.latest = latest
    }
}
