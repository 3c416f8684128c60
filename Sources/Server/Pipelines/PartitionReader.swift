import BasinCore
import BasinMetastore
import BasinWire

/// How partitions are, of one dataset or of several: read at once, told one by one.
struct PartitionReader {
    private struct Key: Hashable {
        var dataset: UInt32
        var partition: Int
    }

    private var known: [Key: PartitionRecord]
    private var active: [Key: RunRecord]
    private var expired: [Key: ExpiredRecord]
    private var skipped: [UInt32: [SkippedPartitions]]
    private let now: Timestamp

    init(
        _ asked: [(dataset: AppliedDataset, partitions: Range<Int>)], _ snapshot: BasinMetastore.Snapshot, at now: Timestamp
    ) throws {
        let ranges = Dictionary(asked.map { ($0.dataset.id, $0.partitions) }) { first, _ in first }
        known = Self.keyed(try snapshot.partitions(in: ranges)) { Key(dataset: $0.datasetID, partition: $0.partition) }
        active = Self.keyed(try snapshot.activeRuns(in: ranges)) { Key(dataset: $0.datasetID, partition: $0.partition) }
        expired = Self.keyed(try snapshot.expired(in: ranges)) { Key(dataset: $0.datasetID, partition: $0.partition) }
        skipped = Dictionary(grouping: try snapshot.skippedPartitions(datasetIDs: Array(ranges.keys)), by: \.datasetID)
        self.now = now
    }

    private static func keyed<Value>(_ values: [Value], by key: (Value) -> Key) -> [Key: Value] {
        Dictionary(values.map { (key($0), $0) }) { first, _ in first }
    }

    /// - Parameter tellsSum: of few possible rows a checksum tells which they are.
    func summary(_ index: Int, of dataset: AppliedDataset, tellsSum: Bool = false) -> PartitionSummary {
        let key = Key(dataset: dataset.id, partition: index)
        let partition = Partition(dataset.definition.granularity, index: index)
        let record = known[key], run = active[key]
        let (state, reason) = standing(partition, key, of: dataset)
        let isPublished = (record?.revision ?? 0) > 0
        return PartitionSummary(
            partition: partition.description, state: state, revision: isPublished ? record?.revision : nil,
            rows: isPublished ? record?.rows : nil, publishedAt: record?.publishedAt?.description,
            run: (run?.id ?? record?.runID ?? record?.givenUpRun).map { Int($0) }, checksum: tellsSum ? record?.checksum : nil,
            reason: reason)
    }

    private func standing(_ partition: Partition, _ key: Key, of dataset: AppliedDataset) -> (state: String, reason: String?) {
        let record = known[key]
        if let gone = expired[key] {
            return ("expired", "kept \(gone.retentionDays.counted("day")); \(gone.rows.counted("row was", "rows were")) removed at \(gone.at)")
        }
        if let run = active[key] { return (run.state, record?.staleReason) }
        if let failed = record?.givenUpRun { return ("failed", "run \(failed) failed; `basin inspect \(failed)` shows why") }
        if let record, record.revision > 0 {
            return (record.staleSince == nil ? "published" : "stale", record.staleReason)
        }
        if let skip = skipped[dataset.id]?.first(where: { $0.partitions.contains(partition.index) }) {
            return ("skipped", skip.reason)
        }
        if partition.index < dataset.definition.firstKept(at: now) ?? Int.min {
            return ("expired", "older than its retention; it was never made")
        }
        let isOver = partition.granularity == .none || partition.end <= now
        return (isOver ? "waiting" : "not_due", nil)
    }
}
