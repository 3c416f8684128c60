import BasinCore
import BasinMetastore
import BasinWire

/// Datasets and how their latest partitions are. What is read is bounded by the rows of a page, but for the index of names.
extension Platform {
    private static let partitionsOfRow = 30

    func runGrid(owner: String?, text: String?, page: Int, rows: Int) async throws -> RunGrid {
        let now = clock.now()
        let limit = min(max(1, rows), 60), page = min(max(1, page), 100_000)
        return try await read { snapshot in
            let (shelved, total) = try snapshot.shelvedDatasets(
                owner: owner, text: text, skipping: (page - 1) * limit, limit: limit)
            let records = try shelved.compactMap { try snapshot.dataset(id: $0.id) }
            let reader = try PartitionReader(records.map { ($0.dataset, Self.latest(of: $0.dataset, at: now)) }, snapshot, at: now)
            let byID = Dictionary(records.map { ($0.dataset.id, $0) }) { first, _ in first }
            return RunGrid(
                at: now.description,
                rows: shelved.compactMap { place in
                    byID[place.id].map { record in
                        RunGrid.Row(
                            dataset: place.name, owner: place.owner, tier: place.tier,
                            granularity: record.dataset.definition.granularity.rawValue, isPaused: record.pausedAt != nil,
                            failed: place.failed, stale: place.stale,
                            partitions: Self.latest(of: record.dataset, at: now).map { reader.summary($0, of: record.dataset) })
                    }
                }, total: total, page: page, rowsOfPage: limit)
        }
    }

    /// The last partitions that are over, from the dataset's start on.
    private static func latest(of dataset: AppliedDataset, at now: Timestamp) -> Range<Int> {
        let granularity = dataset.definition.granularity
        guard granularity != .none else { return 0..<1 }
        let end = Partition(granularity, holding: now).index
        let start = dataset.definition.start.map { Partition(granularity, holding: $0).index } ?? Int.min
        let first = max(start, end - partitionsOfRow)
        return first < end ? first..<end : end..<end
    }
}
