/// A backfill and how far it is.
public struct BackfillSummary: Codable, Sendable, Equatable {
    public var id: Int
    public var dataset: String
    public var from: String
    public var to: String
    /// `running`, `paused`, `done` or `cancelled`.
    public var state: String
    public var concurrency: Int
    public var newestFirst: Bool
    public var total: Int
    public var succeeded: Int
    public var failed: Int
    public var active: Int
    /// Estimated from the runs so far.
    public var secondsLeft: Double?
    public var createdAt: String
    public var endedAt: String?
    public var reason: String?

    public init(
        id: Int, dataset: String, from: String, to: String, state: String, concurrency: Int, newestFirst: Bool,
        total: Int, succeeded: Int, failed: Int, active: Int, secondsLeft: Double? = nil, createdAt: String,
        endedAt: String? = nil, reason: String? = nil
    ) {
        self.id = id
        self.dataset = dataset
        self.from = from
        self.to = to
        self.state = state
        self.concurrency = concurrency
        self.newestFirst = newestFirst
        self.total = total
        self.succeeded = succeeded
        self.failed = failed
        self.active = active
        self.secondsLeft = secondsLeft
        self.createdAt = createdAt
        self.endedAt = endedAt
        self.reason = reason
    }
}
