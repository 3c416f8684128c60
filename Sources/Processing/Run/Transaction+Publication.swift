package import BasinCore
package import BasinMetastore

/// What a publication of a run resulted in.
package struct PublishedRevision: Sendable {
    package var run: RunRecord
    package var revision: Int
}

extension Transaction {
    /// Publishes what a run made, as part of the transaction that also adds its files: refuses a run that has lost its
    /// lease, makes the next revision, and marks what was made of the one before.
    /// - Throws: `.conflict` when the token is no longer the run's, or its work was not reported as staged.
    package func publishRun(
        _ runID: Int64, token: Int64, rows: Int, bytes: Int, checksum: String, at now: Timestamp
    ) throws -> PublishedRevision {
        guard let run = try snapshot.run(id: runID) else {
            throw BasinError(.notFound, "There is no run \(runID); nothing was published.")
        }
        let next = try snapshot.partition(datasetID: run.datasetID, run.partition).revision + 1
        let after = try apply(.published(token: token, revision: next), to: runID, at: now).run
        let revision = try publishRevision(of: after, rows: rows, bytes: bytes, checksum: checksum, at: now)
        guard let dataset = try snapshot.dataset(id: run.datasetID)?.dataset else {
            throw BasinError(.damaged, "Run \(runID) belongs to no dataset; restore the metastore from a backup.")
        }
        let partition = Partition(dataset.definition.granularity, index: run.partition)
        try inputChanged(
            run.datasetID, run.partition..<run.partition + 1,
            reason: "revision \(revision) of \(dataset.name) \(partition) was published (\(run.reason))", at: now)
        return PublishedRevision(run: after, revision: revision)
    }

    /// Tells that partitions of an event type or a dataset have a new revision. Call it in the transaction that
    /// publishes them. Marks exactly the published partitions that read them, and runs that are reading the old ones.
    package func inputChanged(_ inputID: UInt32, _ partitions: Range<Int>, reason: String, at now: Timestamp) throws {
        try noteChange(datasetID: inputID, partition: partitions.count == 1 ? partitions.lowerBound : nil)
        for reader in try snapshot.readers(of: inputID) {
            for input in reader.inputs where input.id == inputID {
                let affected = Reading(input, of: reader.granularity, from: reader.start).affected(by: partitions)
                guard !affected.isEmpty else { continue }
                try setInputChanged(datasetID: reader.id, partitions: affected, reason: reason, at: now)
                let touched = try markStale(datasetID: reader.id, partitions: affected, reason: reason, at: now)
                if touched.count > 1000 {
                    try noteChange(datasetID: reader.id)
                } else {
                    for partition in touched { try noteChange(datasetID: reader.id, partition: partition) }
                }
            }
        }
    }
}
