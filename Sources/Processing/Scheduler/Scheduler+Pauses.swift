package import BasinCore
import BasinMetastore

/// Whether what came due during a pause is made.
package enum AfterPause: String, Sendable, CaseIterable {
    /// It is not, and `basin why` says so.
    case skip
    case catchUp
}

extension Scheduler {
    /// Starts nothing more of the dataset by itself; what a worker has goes on. Again changes nothing.
    package func pause(_ dataset: String, by person: String, at now: Timestamp) throws {
        try metastore.write { transaction in
            let record = try transaction.snapshot.liveDataset(named: dataset)
            guard record.pausedAt == nil else { return }
            try transaction.setPaused(datasetID: record.dataset.id, by: person, at: now)
        }
    }

    /// - Throws: `.conflict` when it is not paused.
    package func resume(_ dataset: String, _ after: AfterPause, by person: String, at now: Timestamp) throws {
        try metastore.write { transaction in
            let record = try transaction.snapshot.liveDataset(named: dataset)
            guard let pausedAt = record.pausedAt else {
                throw BasinError(.conflict, "\(dataset) is not paused.")
            }
            let id = record.dataset.id
            try transaction.setPaused(datasetID: id, by: nil, at: now)
            guard after == .skip else { return }
            let due = try DueTimes(record.dataset.definition)
            if record.dataset.definition.granularity == .none {
                try transaction.setTick(datasetID: id, at: now)
                return
            }
            let first = due.end(at: pausedAt), end = max(first, due.end(at: now))
            var settled = try transaction.snapshot.publishedRanges(datasetID: id)[id] ?? PartitionRanges()
            for run in try transaction.snapshot.activeRuns(datasetID: id) { settled.insert(run.partition) }
            for gap in settled.gaps(in: first..<end) {
                try transaction.skip(
                    datasetID: id, partitions: gap,
                    reason: "\(person) resumed the dataset and chose to skip what came due while it was paused.",
                    at: now)
            }
        }
    }
}
