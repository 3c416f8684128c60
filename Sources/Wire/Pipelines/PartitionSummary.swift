/// One partition of a dataset that a pipeline makes.
public struct PartitionSummary: Codable, Sendable, Equatable {
    public var partition: String
    /// `published`, `stale`, `running`, `queued`, `retrying`, `failed`, `skipped`, `waiting`, `expired` or `not_due`.
    public var state: String
    public var revision: Int?
    public var rows: Int?
    public var publishedAt: String?
    public var run: Int?
    public var checksum: String?
    public var reason: String?

    public init(
        partition: String, state: String, revision: Int? = nil, rows: Int? = nil, publishedAt: String? = nil,
        run: Int? = nil, checksum: String? = nil, reason: String? = nil
    ) {
        self.partition = partition
        self.state = state
        self.revision = revision
        self.rows = rows
        self.publishedAt = publishedAt
        self.run = run
        self.checksum = checksum
        self.reason = reason
    }
}
