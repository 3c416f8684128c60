package import BasinCore
import BasinMetastore

/// What people do to single runs. None of it needs the scheduler that decides: it finds the
/// change in the metastore, wherever it lives.
extension Scheduler {
    /// - Throws: `.notFound`; `.conflict` when it has ended.
    package func cancel(runID: Int64, by person: String, at now: Timestamp) throws {
        let actions = try metastore.write { try $0.apply(.cancelled(by: person), to: runID, at: now).actions }
        for case .stop(let token) in actions { effects.stop(runID, token) }
    }

    /// Makes a run because somebody asks, whether the partition is published, given up or skipped. It reads what is
    /// there; when more comes, the partition is stale.
    /// - Returns: the run's id.
    /// - Throws: `.notFound`; `.invalid` for a partition before the start or not over yet; `.conflict` when one is
    ///   active.
    package func request(_ dataset: String, _ partition: String, by person: String, at now: Timestamp) throws -> Int64 {
        try metastore.write { transaction in
            let record = try transaction.snapshot.liveDataset(named: dataset)
            let index = try record.index(of: partition, at: now)
            try transaction.requireKept(record, index..<index + 1, at: now)
            try transaction.setGivenUp(datasetID: record.dataset.id, partition: index, runID: nil)
            return try transaction.ask(
                NewRun(
                    datasetID: record.dataset.id, partition: index, reason: RunReason.request.rawValue,
                    requestedBy: person),
                record, at: now)
        }
    }

    /// Repeats a run over what it read then.
    /// - Throws: `.notFound`; `.invalid` when the run never read anything; `.conflict` when its partition has an active
    ///   run.
    package func rerun(as runID: Int64, by person: String, at now: Timestamp) throws -> Int64 {
        try metastore.write { transaction in
            guard let old = try transaction.snapshot.run(id: runID),
                let record = try transaction.snapshot.dataset(id: old.datasetID)
            else {
                throw BasinError(.notFound, "There is no run \(runID); `basin runs` lists them.")
            }
            guard old.pin != nil else {
                throw BasinError(
                    .invalid,
                    "Run \(runID) never began to read, so there is nothing to repeat; use `basin run` instead.")
            }
            try transaction.requireKept(record, old.partition..<old.partition + 1, at: now)
            return try transaction.ask(
                NewRun(
                    datasetID: old.datasetID, partition: old.partition, reason: RunReason.rerun.rawValue,
                    requestedBy: person, rerunOf: runID),
                record, at: now)
        }
    }
}

extension Transaction {
    /// - Throws: `.conflict` for partitions that retention removed, or would as soon as they are made.
    func requireKept(_ record: DatasetRecord, _ range: Range<Int>, at now: Timestamp) throws {
        let definition = record.dataset.definition
        try requireUnexpired(record.dataset.name, datasetID: record.dataset.id, definition.granularity, in: range)
        guard let days = definition.retentionDays, let first = definition.firstKept(at: now), range.lowerBound < first else { return }
        throw BasinError(
            .conflict,
            "\(Partition(definition.granularity, index: range.lowerBound)) of \(record.dataset.name) would be removed as soon as it is "
                + "made: its retention is \(days.counted("day")). Begin at \(Partition(definition.granularity, index: first)), or declare a longer one.")
    }

    fileprivate func ask(_ run: NewRun, _ record: DatasetRecord, at now: Timestamp) throws -> Int64 {
        let made = try makeRun(run, retries: record.dataset.definition.retries, at: now)
        try noteChange(datasetID: run.datasetID, partition: run.partition)
        return made.id
    }
}

extension BasinMetastore.Snapshot {
    /// - Throws: `.notFound`, also for one whose definition was removed.
    func liveDataset(named name: String) throws -> DatasetRecord {
        guard let record = try dataset(named: name), !record.dataset.isRemoved else {
            throw BasinError(
                .notFound,
                "There is no dataset named \(name.prefix(80)) that a pipeline makes; `basin datasets` lists them.")
        }
        return record
    }
}

extension DatasetRecord {
    /// - Throws: `.invalid` for what is no partition, one before the start, or one that is not over.
    func index(of text: String, at now: Timestamp) throws -> Int {
        let granularity = dataset.definition.granularity
        guard let partition = Partition(text, granularity) else {
            // Any moment will do.
            let example = Partition(granularity, holding: Hour(index: 428_064).start)
            throw BasinError(
                .invalid,
                "`\(text.prefix(40))` is no \(granularity.rawValue) of \(dataset.name); write it like \(example).")
        }
        guard granularity != .none else { return 0 }
        guard partition.index >= granularity.firstIndex(notBefore: dataset.definition.start) else {
            throw BasinError(
                .invalid,
                "\(dataset.name) begins at \(dataset.definition.start.map(\.description) ?? "no time"); declare an earlier `start` to make \(partition)."
            )
        }
        guard partition.end <= now else {
            throw BasinError(.invalid, "\(partition) of \(dataset.name) is not over; it ends at \(partition.end).")
        }
        return partition.index
    }
}
