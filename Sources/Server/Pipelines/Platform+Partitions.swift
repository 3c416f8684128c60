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
        let known = Dictionary(
            uniqueKeysWithValues: try snapshot.partitions(datasetID: dataset.id, in: range).map { ($0.partition, $0) })
        let active = Dictionary(
            uniqueKeysWithValues: try snapshot.activeRuns(datasetID: dataset.id).map { ($0.partition, $0) })
        let skipped = try snapshot.skippedPartitions(datasetID: dataset.id)
        let expired = Dictionary(
            uniqueKeysWithValues: try snapshot.expired(datasetID: dataset.id, in: range).map { ($0.partition, $0) })
        let firstKept = dataset.definition.firstKept(at: now) ?? Int.min
        return range.map { index in
            let partition = Partition(dataset.definition.granularity, index: index)
            let record = known[index]
            let run = active[index]
            let skip = skipped.first { $0.partitions.contains(index) }
            let isOver = partition.granularity == .none || partition.end <= now
            let state: String, reason: String?
            if let gone = expired[index] {
                (state, reason) = ("expired", "kept \(gone.retentionDays) days; \(gone.rows) rows were removed at \(gone.at)")
            } else if let run {
                (state, reason) = (run.state, record?.staleReason)
            } else if record?.givenUpRun != nil {
                (state, reason) = ("failed", record?.givenUpRun.map { "run \($0) failed; `basin inspect \($0)` shows why" })
            } else if let record, record.revision > 0 {
                (state, reason) = (record.staleSince == nil ? "published" : "stale", record.staleReason)
            } else if let skip {
                (state, reason) = ("skipped", skip.reason)
            } else if index < firstKept {
                (state, reason) = ("expired", "older than its retention; it was never made")
            } else {
                (state, reason) = (isOver ? "waiting" : "not_due", nil)
            }
            let isPublished = (record?.revision ?? 0) > 0
            return PartitionSummary(
                partition: partition.description, state: state, revision: isPublished ? record?.revision : nil,
                rows: isPublished ? record?.rows : nil, publishedAt: record?.publishedAt?.description,
                run: (run?.id ?? record?.runID ?? record?.givenUpRun).map { Int($0) }, checksum: tellsSums ? record?.checksum : nil,
                reason: reason)
        }
    }
}
