/// Which revisions of which partitions a revision was made of, and what was made of it.
public struct PartitionLineageAnswer: Codable, Sendable, Equatable {
    public struct Node: Codable, Sendable, Equatable {
        /// `listening_daily 2018-11-03 r2`; edges speak of it.
        public var id: String
        /// `event` or `dataset`.
        public var kind: String
        public var dataset: String
        public var partition: String
        /// 0: complete and empty, and never published.
        public var revision: Int
        /// Whether it is the partition's current revision. What is made of an older one may be wrong.
        public var isCurrent: Bool
        /// Steps from what was asked for: negative for what it is made of.
        public var depth: Int
        /// When it was published or sealed.
        public var publishedAt: String?
        public var rows: Int?
        /// Why the revision exists: `data`, `correction`, `sealed` …
        public var reason: String?
        /// The run that made it.
        public var run: Int?
        public var runStartedAt: String?
        public var runEndedAt: String?
        /// Of the definition that made it; the same hash is the same code.
        public var definition: String?
        /// Why it is to be made again, while it is.
        public var staleReason: String?
        /// Of an event dataset: the hour's ledger, and the sources that may have fed it.
        public var ledger: LedgerTotals?
        public var sources: [String]
        /// An input that is read as it is, without a pinned revision, or a revision of which nothing is known any more.
        public var problem: String?

        public init(id: String, kind: String, dataset: String, partition: String, revision: Int, depth: Int) {
            self.id = id
            self.kind = kind
            self.dataset = dataset
            self.partition = partition
            self.revision = revision
            self.depth = depth
            isCurrent = true
            sources = []
        }
    }

    public struct Edge: Codable, Sendable, Equatable {
        public var source: String
        public var target: String

        public init(source: String, target: String) {
            self.source = source
            self.target = target
        }
    }

    /// By depth, then by name and time.
    public var nodes: [Node]
    public var edges: [Edge]
    /// Sentences: what of this may explain a number that is wrong.
    public var why: [String]
    /// There is more than the depth or the limit let through.
    public var isCut: Bool

    public init(nodes: [Node], edges: [Edge], why: [String], isCut: Bool) {
        self.nodes = nodes
        self.edges = edges
        self.why = why
        self.isCut = isCut
    }
}
