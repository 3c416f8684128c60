import BasinCore
import BasinMetastore
import BasinProcessing
import BasinWire

/// What the doors ask about backfills.
extension Platform {
    func beginBackfill(_ request: BasinWire.BackfillRequest, by person: String) async throws -> BackfillSummary {
        let id = try await changing { [metastore] scheduler, now in
            // People say where the range ends; the scheduler, what its last partition is.
            let last = try metastore.read { snapshot in
                let dataset = try Self.madeDataset(named: request.dataset, in: snapshot)
                let first = try Self.partition(request.from, of: dataset)
                guard dataset.definition.granularity != .none else { return first }
                let end = try Self.partition(request.to, of: dataset)
                guard first < end else {
                    throw BasinError(.invalid, "\(request.from) is not before \(request.to), which is not part of the range.")
                }
                return end.previous
            }
            return try scheduler.backfill(
                BasinProcessing.BackfillRequest(
                    dataset: request.dataset, from: request.from, to: last.description,
                    concurrency: request.concurrency ?? 4, newestFirst: request.newestFirst ?? false,
                    description: request.reason ?? "backfill"), by: person, at: now)
        }
        return try await backfill(id)
    }

    func backfills() async throws -> [BackfillSummary] {
        let ids = try await read { try $0.backfills(limit: 100).map(\.id) }
        var summaries: [BackfillSummary] = []
        for id in ids { summaries.append(try await backfill(id)) }
        return summaries
    }

    func backfill(_ id: Int64) async throws -> BackfillSummary {
        try await BlockingThreads.shared.run { [metastore, pipelines] in
            let status = try pipelines.scheduler.backfillStatus(id)
            let dataset = try metastore.read { try $0.dataset(id: status.record.datasetID)?.dataset }
            return BackfillSummary(status, dataset)
        }
    }

    func changeBackfill(_ id: Int64, _ change: String, by person: String) async throws -> BackfillSummary {
        try await changing { scheduler, now in
            switch change {
            case "pause": try scheduler.pauseBackfill(id, at: now)
            case "resume": try scheduler.resumeBackfill(id, at: now)
            default: try scheduler.cancelBackfill(id, by: person, at: now)
            }
        }
        return try await backfill(id)
    }
}

extension BackfillSummary {
    fileprivate init(_ status: BackfillStatus, _ dataset: AppliedDataset?) {
        let record = status.record, progress = status.progress
        let granularity = dataset?.definition.granularity ?? .none
        self.init(
            id: Int(record.id), dataset: dataset?.name ?? "-",
            from: Partition(granularity, index: record.partitions.lowerBound).description,
            to: Partition(granularity, index: record.partitions.upperBound).description,
            state: record.state == .active ? "running" : record.state.rawValue, concurrency: record.concurrency,
            newestFirst: record.newestFirst, total: record.partitions.count, succeeded: progress.published,
            failed: progress.failed + progress.cancelled, active: progress.active,
            secondsLeft: status.estimate.map { $0 / .seconds(1) }, createdAt: record.createdAt.description,
            endedAt: record.endedAt?.description, reason: record.description)
    }
}
