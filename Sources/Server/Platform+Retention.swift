import BasinCore
import BasinKeys
import BasinMetastore
import Logging
import Synchronization

/// What is older than its definition says is removed: once an hour, and at start. A removed definition's data obeys the
/// last one.
extension Platform {
    /// So many hours or partitions a transaction.
    private static let batch = 500

    func expireByRetention() async {
        let hour = Hour(clock.now()).index
        guard retainedIn.exchange(hour, ordering: .relaxed) != hour else { return }
        do {
            let changed = try await BlockingThreads.shared.run { [self] in try expireEverything() }
            guard !changed.isEmpty else { return }
            unprojected.insert(changed)
            pipelines.signal()
        } catch {
            // What is done is done; the rest is tried again with the next round.
            retainedIn.store(0, ordering: .relaxed)
            logger.warning("what is older than its retention could not all be removed", metadata: ["error": "\(error)"])
        }
    }

    /// - Returns: event types and datasets of which something was removed.
    private func expireEverything() throws -> [UInt32] {
        let now = clock.now()
        let (types, datasets) = try metastore.read { (try $0.eventTypes(), try $0.datasets().map(\.dataset)) }
        var changed: [UInt32] = []
        for type in types {
            guard let days = type.definition.retentionDays else { continue }
            let limit = Hour(now + .seconds(-Int64(days) * 86_400))
            let removed = try expire(type.name) {
                try $0.expireHours(typeID: type.id, before: limit, retentionDays: days, most: Self.batch, at: now)
            }
            if removed { changed.append(type.id) }
            try destroyKeys(of: type, before: limit, datasets)
        }
        for dataset in datasets {
            guard let days = dataset.definition.retentionDays, let limit = dataset.definition.firstKept(at: now) else {
                continue
            }
            let removed = try expire(dataset.name) {
                try $0.expirePartitions(
                    datasetID: dataset.id, before: limit, retentionDays: days, most: Self.batch, at: now)
            }
            if removed { changed.append(dataset.id) }
        }
        return changed
    }

    private func expire(_ name: String, _ some: (Transaction) throws -> [ExpiredRecord]) throws -> Bool {
        var partitions = 0, rows = 0
        while true {
            let expired = try metastore.write(some)
            guard !expired.isEmpty else { break }
            partitions += expired.count
            rows += expired.reduce(0) { $0 + $1.rows }
        }
        guard partitions > 0 else { return false }
        logger.notice(
            "what was older than its retention was removed",
            metadata: ["dataset": "\(name)", "partitions": "\(partitions)", "rows": "\(rows)"])
        return true
    }

    /// Keys that seal events without a subject, of days of which nothing is left. A dataset that has sealed columns may
    /// hold copies, so that its readers' keys stay while it has any partition.
    private func destroyKeys(of type: AppliedEventType, before limit: Hour, _ datasets: [AppliedDataset]) throws {
        let day = CivilDate(daysSinceEpoch: Int(Int64(limit.index).floorDivided(by: 24)))
        let first = Hour(index: day.daysSinceEpoch * 24)
        let isNeeded = try metastore.read { snapshot in
            if try !snapshot.files(typeID: type.id, in: Hour(index: Int.min / 2)..<first).isEmpty { return true }
            let totals = try snapshot.partitionTotals()
            return Self.readers(of: type.id, datasets).contains { reader in
                reader.columns.contains { $0.isSealed } && (totals[reader.id]?.partitions ?? 0) > 0
            }
        }
        guard !isNeeded else { return }
        try keys.destroyDailyKeys(typeID: type.id, purpose: .events, before: day)
    }

    /// Datasets that read it, and those that read them.
    private static func readers(of id: UInt32, _ datasets: [AppliedDataset]) -> [AppliedDataset] {
        var found: Set<UInt32> = [id]
        var count = 0
        while found.count != count {
            count = found.count
            for dataset in datasets where dataset.inputs.contains(where: { found.contains($0.id) }) {
                found.insert(dataset.id)
            }
        }
        return datasets.filter { found.contains($0.id) && $0.id != id }
    }
}
