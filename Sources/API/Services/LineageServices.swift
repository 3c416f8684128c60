package import BasinWire

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
