/// What a dataset or a column is made of, and what is made of it.
public struct LineageAnswer: Codable, Sendable, Equatable {
    public struct Node: Codable, Sendable, Equatable {
        /// `song_played` or `song_played.user_id`; edges speak of it.
        public var id: String
        /// `event` or `dataset`; `external`: of others, who told of it.
        public var kind: String
        public var dataset: String
        /// Nil: the dataset as a whole.
        public var column: String?
        /// Steps from what was asked for: negative for what it is made of.
        public var depth: Int
        public var owner: String
        /// Whom to ask.
        public var contact: String?
        /// Queries of the last 30 days that named the dataset.
        public var uses: Int
        /// How the dataset stands: `failed`, `broken` (an incident lasts), `stale`, `removed`, `deprecated` or `good`. Nil of what
        /// others told.
        public var state: String?

        public init(
            id: String, kind: String, dataset: String, column: String?, depth: Int, owner: String, contact: String?, uses: Int,
            state: String? = nil
        ) {
            self.state = state
            self.id = id
            self.kind = kind
            self.dataset = dataset
            self.column = column
            self.depth = depth
            self.owner = owner
            self.contact = contact
            self.uses = uses
        }
    }

    public struct Edge: Codable, Sendable, Equatable {
        public var source: String
        public var target: String
        /// Between columns: `copied`, `derived`, or `indirect` where it decides which rows count.
        public var kind: String?

        public init(source: String, target: String, kind: String?) {
            self.source = source
            self.target = target
            self.kind = kind
        }
    }

    /// By depth, then by name.
    public var nodes: [Node]
    public var edges: [Edge]
    /// There is more than the depth or the limit let through.
    public var isCut: Bool
    /// Saved queries that read one of the nodes from where it begins downwards, by name. Of columns, those that name one
    /// or take all.
    public var queries: [Reader]

    /// A saved query that would be hurt.
    public struct Reader: Codable, Sendable, Equatable {
        public var name: String
        public var owner: String
        /// Which of the nodes' datasets it reads.
        public var reads: [String]

        public init(name: String, owner: String, reads: [String]) {
            self.name = name
            self.owner = owner
            self.reads = reads
        }
    }

    public init(nodes: [Node], edges: [Edge], isCut: Bool, queries: [Reader] = []) {
        self.queries = queries
        self.nodes = nodes
        self.edges = edges
        self.isCut = isCut
    }
}
