package import BasinCore
package import BasinMetastore

/// What somebody asks a backfill to be.
package struct BackfillRequest: Sendable {
    package var dataset: String
    /// Both as partitions are written; both are made.
    package var from: String
    package var to: String
    package var concurrency: Int
    package var newestFirst: Bool
    package var description: String

    package init(
        dataset: String, from: String, to: String, concurrency: Int = 2, newestFirst: Bool = false,
        description: String = ""
    ) {
        self.dataset = dataset
        self.from = from
        self.to = to
        self.concurrency = concurrency
        self.newestFirst = newestFirst
        self.description = description
    }
}

/// A backfill with how far it is.
package struct BackfillStatus: Sendable {
    package var record: BackfillRecord
    package var progress: BackfillProgress
    /// Partitions without a run so far.
    package var remaining: Int
    /// Until it is done, by the runs that have ended; nil before the first, and after the end.
    package var estimate: Duration?
}

extension Scheduler {
    /// Makes every partition of the range, those that are published again.
    /// - Returns: its id.
    /// - Throws: `.invalid` for a range that is empty, before the start or not over; `.conflict` when a partition of it
    ///   has an active run or is part of another backfill.
    package func backfill(_ request: BackfillRequest, by person: String, at now: Timestamp) throws -> Int64 {
        guard (1...1000).contains(request.concurrency) else {
            throw BasinError(.invalid, "The concurrency of a backfill is a number from 1 to 1000.")
        }
        return try metastore.write { transaction in
            let record = try transaction.snapshot.liveDataset(named: request.dataset)
            let first = try record.index(of: request.from, at: now), last = try record.index(of: request.to, at: now)
            guard first <= last else {
                throw BasinError(
                    .invalid, "\(request.from) is later than \(request.to); give the earlier partition first.")
            }
            let id = record.dataset.id, range = first..<last + 1
            try transaction.requireKept(record, range, at: now)
            let granularity = record.dataset.definition.granularity
            for run in try transaction.snapshot.activeRuns(datasetID: id) where range.contains(run.partition) {
                throw BasinError(
                    .conflict,
                    "\(Partition(granularity, index: run.partition)) of \(request.dataset) has an active run (\(run.id)); wait for it or cancel it."
                )
            }
            for other in try transaction.snapshot.openBackfills(datasetID: id) where other.partitions.overlaps(range) {
                throw BasinError(
                    .conflict,
                    "Backfill \(other.id) of \(request.dataset) covers some of these partitions; cancel it, or wait for its end."
                )
            }
            return try transaction.insert(
                BackfillRecord(
                    id: 0, datasetID: id, partitions: range, concurrency: request.concurrency,
                    newestFirst: request.newestFirst, description: request.description, requestedBy: person,
                    state: .active, createdAt: now))
        }
    }

    package func pauseBackfill(_ id: Int64, at now: Timestamp) throws {
        try metastore.write { try $0.setState(.paused, backfillID: id, at: now) }
    }

    package func resumeBackfill(_ id: Int64, at now: Timestamp) throws {
        try metastore.write { try $0.setState(.active, backfillID: id, at: now) }
    }

    /// Ends it and its active runs; what is published stays.
    package func cancelBackfill(_ id: Int64, by person: String, at now: Timestamp) throws {
        let stops = try metastore.write { transaction in
            try transaction.setState(.cancelled, backfillID: id, at: now)
            guard let backfill = try transaction.snapshot.backfill(id: id) else { return [(Int64, Int64)]() }
            var stops: [(Int64, Int64)] = []
            for run in try transaction.snapshot.activeRuns(datasetID: backfill.datasetID) where run.backfillID == id {
                for case .stop(let token) in try transaction.apply(.cancelled(by: person), to: run.id, at: now).actions
                {
                    stops.append((run.id, token))
                }
            }
            return stops
        }
        for (runID, token) in stops { effects.stop(runID, token) }
    }

    /// - Throws: `.notFound`.
    package func backfillStatus(_ id: Int64) throws -> BackfillStatus {
        try metastore.read { snapshot in
            guard let record = try snapshot.backfill(id: id) else {
                throw BasinError(.notFound, "There is no backfill \(id); `basin backfill list` shows all.")
            }
            let progress = try snapshot.backfillProgress(id: id)
            let remaining = BackfillState(record, made: try snapshot.backfilledPartitions(id: id)).remaining.count
            var status = BackfillStatus(record: record, progress: progress, remaining: remaining)
            if record.endedAt == nil, let mean = progress.meanMicroseconds {
                let left = Double(remaining + progress.active) * mean / Double(record.concurrency)
                status.estimate = .microseconds(Int64(min(left, 1e17)))
            }
            return status
        }
    }
}
