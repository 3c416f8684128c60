package import BasinWire
package import NIOCore

/// What the doors can ask about lineage that is shared with others; part of `Services`. Each throws `BasinError`.
package struct LineageServices: Sendable {
    /// Takes one event of OpenLineage, or a batch of them. Returns when what was taken is durable.
    package var receive: @Sendable (LineageBody) async throws -> LineageReceived
    /// Which revisions a revision was made of, and what was made of it.
    package var partition: @Sendable (PartitionLineageRequest) async throws -> PartitionLineageAnswer
    /// What Marquez's API answers, as JSON.
    package var marquez: @Sendable (MarquezRequest) async throws -> [UInt8]

    package init(
        receive: @escaping @Sendable (LineageBody) async throws -> LineageReceived,
        partition: @escaping @Sendable (PartitionLineageRequest) async throws -> PartitionLineageAnswer,
        marquez: @escaping @Sendable (MarquezRequest) async throws -> [UInt8]
    ) {
        self.receive = receive
        self.partition = partition
        self.marquez = marquez
    }
}

/// Events of OpenLineage as they came.
package struct LineageBody: Sendable {
    package var bytes: ByteBuffer
    package var isGzip: Bool
    package var isBatch: Bool

    /// Bytes at most of a body, as received and inflated.
    package static let most = 8 << 20
}

/// What became of them.
package struct LineageReceived: Sendable {
    package var receipt: LineageReceipt
    /// It was one event of a run.
    package var isRun: Bool

    package init(receipt: LineageReceipt, isRun: Bool = false) {
        self.receipt = receipt
        self.isRun = isRun
    }
}

/// A revision, and what is asked about it.
package struct PartitionLineageRequest: Sendable {
    package var dataset: String
    package var partition: String
    /// Nil: the current one.
    package var revision: Int?
    /// `up`, `down` or `both`.
    package var direction: String
    package var depth: Int
    package var limit: Int
}

/// One question to Marquez's API.
package struct MarquezRequest: Sendable {
    package enum What: Sendable, Equatable {
        case namespaces
        case namespace(String)
        case datasets(namespace: String)
        case dataset(namespace: String, name: String)
        case versions(namespace: String, name: String)
        case version(namespace: String, name: String, version: String)
        case jobs(namespace: String?)
        case job(namespace: String, name: String)
        case runs(namespace: String, name: String)
        case run(String)
        case runFacets(String, isJob: Bool)
        case lineage(nodeID: String, depth: Int)
        case columnLineage(nodeID: String, depth: Int, withDownstream: Bool)
        case search(text: String, kind: String?, namespace: String?, sort: String?)
        case events(before: String?, after: String?, oldestFirst: Bool)
        case tags
        case sources
    }

    package var what: What
    package var limit: Int
    package var offset: Int

    package init(_ what: What, limit: Int = 100, offset: Int = 0) {
        self.what = what
        self.limit = limit
        self.offset = offset
    }
}
