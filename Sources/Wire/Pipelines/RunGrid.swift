/// Datasets that pipelines make, those in trouble first, each with its latest partitions.
public struct RunGrid: Codable, Sendable, Equatable {
    public struct Row: Codable, Sendable, Equatable {
        public var dataset: String
        public var owner: String
        public var tier: String?
        /// `hour`, `day`, `week`, `month`, or `none`.
        public var granularity: String
        public var isPaused: Bool
        /// Of all its partitions.
        public var failed: Int
        public var stale: Int
        /// The latest that are over, oldest first; 30 at most.
        public var partitions: [PartitionSummary]

        public init(
            dataset: String, owner: String, tier: String?, granularity: String, isPaused: Bool, failed: Int, stale: Int,
            partitions: [PartitionSummary]
        ) {
            self.dataset = dataset
            self.owner = owner
            self.tier = tier
            self.granularity = granularity
            self.isPaused = isPaused
            self.failed = failed
            self.stale = stale
            self.partitions = partitions
        }
    }

    public var at: String
    public var rows: [Row]
    /// Datasets that the filter chooses.
    public var total: Int
    /// 1 for the first.
    public var page: Int
    public var rowsOfPage: Int

    public init(at: String, rows: [Row], total: Int, page: Int, rowsOfPage: Int) {
        self.at = at
        self.rows = rows
        self.total = total
        self.page = page
        self.rowsOfPage = rowsOfPage
    }
}
