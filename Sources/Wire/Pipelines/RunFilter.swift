/// Which runs somebody looks for; nil filters nothing.
public struct RunFilter: Sendable, Equatable {
    public var dataset: String?
    /// Of the dataset.
    public var partition: String?
    public var state: String?
    /// Why they exist: `data`, `time`, `correction`, `backfill`, `request` or `rerun`.
    public var trigger: String?
    /// Of this backfill.
    public var backfill: Int?
    /// Only runs before this one.
    public var before: Int?
    public var limit: Int

    public init(
        dataset: String? = nil, partition: String? = nil, state: String? = nil, trigger: String? = nil, backfill: Int? = nil,
        before: Int? = nil, limit: Int = 100
    ) {
        self.dataset = dataset
        self.partition = partition
        self.state = state
        self.trigger = trigger
        self.backfill = backfill
        self.before = before
        self.limit = limit
    }
}
