/// A run in a list: one attempt-chain to make one revision of one partition.
public struct RunSummary: Codable, Sendable, Equatable {
    public var id: Int
    public var dataset: String
    public var partition: String
    /// `queued`, `running`, `publishing`, `retrying`, `succeeded`, `failed` or `cancelled`.
    public var state: String
    /// Why it exists: `data`, `time`, `manual`, `backfill`, `correction` or `rerun`.
    public var trigger: String
    /// 1 for the first.
    public var attempt: Int
    public var createdAt: String
    public var startedAt: String?
    public var endedAt: String?
    public var rows: Int?
    /// The revision that it published.
    public var revision: Int?
    public var backfill: Int?
    /// What it waits for, or why it ended as it did.
    public var reason: String?
    /// Wall time of the last attempt.
    public var seconds: Double?
    public var cpuSeconds: Double?
    public var peakBytes: Int?
    /// Through system calls, page cache included.
    public var bytesRead: Int?
    public var bytesWritten: Int?

    public init(
        id: Int, dataset: String, partition: String, state: String, trigger: String, attempt: Int,
        createdAt: String, startedAt: String? = nil, endedAt: String? = nil, rows: Int? = nil, revision: Int? = nil,
        backfill: Int? = nil, reason: String? = nil, seconds: Double? = nil, cpuSeconds: Double? = nil,
        peakBytes: Int? = nil, bytesRead: Int? = nil, bytesWritten: Int? = nil
    ) {
        self.id = id
        self.dataset = dataset
        self.partition = partition
        self.state = state
        self.trigger = trigger
        self.attempt = attempt
        self.createdAt = createdAt
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.rows = rows
        self.revision = revision
        self.backfill = backfill
        self.reason = reason
        self.seconds = seconds
        self.cpuSeconds = cpuSeconds
        self.peakBytes = peakBytes
        self.bytesRead = bytesRead
        self.bytesWritten = bytesWritten
    }
}
