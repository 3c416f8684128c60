package import BasinCore
package import BasinMetastore
import BasinWarehouse
import Foundation

/// Makes what a worker staged and the checks let pass the current revision: files first, then one transaction that the
/// fencing token guards. Every call blocks.
package struct Publisher: Sendable {
    let dataFolder: String
    let metastore: Metastore
    let clock: Clock
    let participants: [DatasetPublicationParticipant]

    package init(
        dataFolder: String, metastore: Metastore, clock: Clock, participants: [DatasetPublicationParticipant] = []
    ) {
        self.dataFolder = dataFolder
        self.metastore = metastore
        self.clock = clock
        self.participants = participants
    }

    /// - Returns: the revision's number.
    /// - Throws: `.conflict` when the run lost its lease: nothing was published, and what it had staged is gone.
    ///   `RunFailure` when a staged file is no longer what was checked; `UnsurePublication` when the commit failed.
    package func publish(_ output: AuditedOutput, runID: Int64, token: Int64, pin: RunPin) throws -> Int {
        let (run, dataset, folder) = try metastore.write { transaction in
            let run = try transaction.apply(.staged(token: token), to: runID, at: clock.now()).run
            guard let record = try transaction.snapshot.dataset(id: run.datasetID) else {
                throw BasinError(.damaged, "The dataset of run \(runID) is not in the metastore.")
            }
            return (run, record.dataset, record.folder)
        }
        let partition = Partition(dataset.definition.granularity, index: run.partition)
        let files = try adopt(output.files, into: folder, partition: partition, schemaVersion: pin.schemaVersion, of: run)
        do {
            return try metastore.write { transaction in
                try publish(
                    files, of: dataset, partition: partition, runID: runID, token: token, pin: pin, output, transaction)
            }
        } catch let error as BasinError where error.code == .conflict {
            // Refused, so surely not done.
            for file in files { try? FileManager.default.removeItem(atPath: file.path) }
            throw error
        } catch {
            throw UnsurePublication(files: files.map(\.path), cause: error)
        }
    }

    /// Removes those files of a failed publication that the metastore does not know. Only after a later commit: until
    /// then the failed one could still be found done. What cannot be asked now, the next start moves to `lost/`.
    func discard(_ files: [String]) {
        guard let known = try? metastore.read({ try $0.knownPaths() }) else { return }
        for file in files where !known.contains(file) { try? FileManager.default.removeItem(atPath: file) }
    }

    private func publish(
        _ files: [FileRecord], of dataset: AppliedDataset, partition: Partition, runID: Int64, token: Int64, pin: RunPin,
        _ output: AuditedOutput, _ transaction: Transaction
    ) throws -> Int {
        let now = clock.now()
        let range = Hour(index: partition.index)..<Hour(index: partition.index + 1)
        let retired = try transaction.snapshot.files(typeID: dataset.id, in: range).map(\.path)
        try transaction.withdraw(retired)
        for file in files { try transaction.add(file, isSealed: true) }
        // Refuses a run that lost its lease, and with it all of this transaction.
        let published = try transaction.publishRun(
            runID, token: token, rows: Int(output.rows), bytes: files.reduce(0) { $0 + $1.bytes },
            checksum: output.checksum, at: now)
        if let repeated = published.run.rerunOf {
            // What it read may have been corrected since: then its content is as old as its inputs.
            let today = try RunPin(dataset, partition: partition, engine: pin.engine, in: transaction.snapshot)
            if today.inputs != pin.inputs {
                _ = try transaction.markStale(
                    datasetID: dataset.id, partitions: partition.index..<partition.index + 1,
                    reason: "run \(repeated) was repeated over what it read then", at: now)
            }
        }
        let publication = DatasetPublication(
            dataset: dataset, partition: partition, revision: published.revision, run: published.run, pin: pin,
            added: files, retired: retired)
        for participant in participants { try participant(publication, transaction) }
        return published.revision
    }

    /// Moves staged files into the table's folder, under names that were never used; none unless all are as audited.
    private func adopt(
        _ staged: [StagedFile], into table: String, partition: Partition, schemaVersion: Int, of run: RunRecord
    ) throws -> [FileRecord] {
        for file in staged { try file.requireUnchanged() }
        let folder = dataFolder + "/warehouse/basin/" + table + "/data"
        try DurableFile.createFolder(folder)
        let files = try staged.filter { $0.rows > 0 }.map { file in
            let path = "\(folder)/\(partition)-v\(schemaVersion)-r\(run.id)-\(UUID().uuidString.lowercased()).parquet"
            try DurableFile.rename(file.path, to: path)
            return FileRecord(
                datasetID: run.datasetID, partition: partition.index, path: path, schemaVersion: schemaVersion,
                rows: Int(file.rows), bytes: Int(file.bytes))
        }
        try DurableFile.syncFolder(folder)
        return files
    }
}
