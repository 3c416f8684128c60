package import BasinCore
package import BasinMetastore

extension RunPin {
    /// Pins a partition to what its inputs hold now: of event types what is sealed, of others what is published.
    package init(_ dataset: AppliedDataset, partition: Partition, engine: String, in snapshot: Snapshot) throws {
        let types = try snapshot.eventTypes()
        self.init(
            hash: dataset.hash, work: dataset.definition.work, schemaVersion: dataset.schemaVersion,
            columns: dataset.storedColumns, engine: engine,
            inputs: try dataset.inputs.map { input in
                let needed = Reading(input, by: dataset.definition).needed(for: partition.index)
                return try Input(input, partitions: needed ?? Int.min..<Int.max, types: types, in: snapshot)
            })
    }

    /// What of the pin is no longer stored: it cannot be run again then.
    package func missingFiles(in snapshot: Snapshot) throws -> [String] {
        let known = try snapshot.knownPaths()
        return inputs.flatMap(\.partitions).flatMap(\.files).filter { !known.contains($0) }
    }
}

extension RunPin.Input {
    fileprivate init(
        _ input: ResolvedInput, partitions range: Range<Int>, types: [AppliedEventType], in snapshot: Snapshot
    ) throws {
        var revisions: [Int: Int] = [:]
        let columns: [Column]
        if input.isEvents {
            guard let type = types.first(where: { $0.id == input.id }) else { throw Self.gone(input) }
            columns = type.schema.columns
            for hour in try snapshot.hours(typeID: input.id, in: Hour(index: range.lowerBound)..<Hour(index: range.upperBound))
            where hour.sealedAt != nil { revisions[hour.hour.index] = hour.revision }
        } else {
            guard let other = try snapshot.dataset(id: input.id) else { throw Self.gone(input) }
            columns = other.dataset.storedColumns
            for record in try snapshot.partitions(datasetID: input.id, in: range) where record.revision > 0 {
                revisions[record.partition] = record.revision
            }
        }
        let files = try snapshot.files(
            typeID: input.id, in: Hour(index: range.lowerBound)..<Hour(index: range.upperBound), sealedOnly: true)
        let byPartition = Dictionary(grouping: files, by: \.partition)
        self.init(
            id: input.id, name: input.name, granularity: input.granularity, columns: columns,
            partitions: revisions.keys.sorted().map { index in
                let files = byPartition[index] ?? []
                return RunPin.Revision(
                    partition: index, revision: revisions[index] ?? 0, rows: files.reduce(0) { $0 + $1.rows },
                    files: files.map(\.path))
            })
    }

    private static func gone(_ input: ResolvedInput) -> BasinError {
        BasinError(.damaged, "The metastore does not know \(input.name), which is read here; apply the definitions again.")
    }
}
