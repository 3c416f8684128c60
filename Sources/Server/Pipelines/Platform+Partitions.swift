import BasinCore
import BasinMetastore
import BasinProcessing
import BasinWire

/// What the doors ask about partitions of datasets that pipelines make.
extension Platform {
    private static let shownPartitions = 100
    private static let mostPartitions = 100_000

    /// From the first to before the end; the latest hundred unless told.
    func partitions(
        of name: String, from: String?, to: String?, for person: Principal
    ) async throws -> [PartitionSummary] {
        let now = clock.now()
        return try await read { snapshot in
            let dataset = try Self.madeDataset(named: name, in: snapshot)
            // Of few possible rows a checksum tells which they are.
            let tellsSums = try self.mayReadWhole([GuardedTable(dataset)], person, snapshot)
            let definition = dataset.definition
            guard definition.granularity != .none else {
                return try Self.summaries(of: dataset, in: 0..<1, tellsSums, snapshot, now)
            }
            let first = definition.start.map { Partition(definition.granularity, holding: $0).index } ?? 0
            let over = Partition(definition.granularity, holding: now).index
            let end = try to.map { try Self.partition($0, of: dataset).index } ?? max(first, over)
            let begin = try from.map { try Self.partition($0, of: dataset).index } ?? max(first, end - Self.shownPartitions)
            guard begin <= end else { throw BasinError(.invalid, "`from` is later than `to`.") }
            guard end - begin <= Self.mostPartitions else {
                throw BasinError(.invalid, "The range holds more than \(Self.mostPartitions) partitions; ask for less.")
            }
            return try Self.summaries(of: dataset, in: begin..<end, tellsSums, snapshot, now)
        }
    }

    private static func summaries(
        of dataset: AppliedDataset, in range: Range<Int>, _ tellsSums: Bool, _ snapshot: BasinMetastore.Snapshot, _ now: Timestamp
    ) throws -> [PartitionSummary] {
        let reader = try PartitionReader([(dataset, range)], snapshot, at: now)
        return range.map { reader.summary($0, of: dataset, tellsSum: tellsSums) }
    }
}
