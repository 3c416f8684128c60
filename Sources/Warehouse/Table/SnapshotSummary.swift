/// What a snapshot says about itself: the operation, the publication, what came and went, and the totals.
struct SnapshotSummary {
    let values: [String: String]

    /// `manifests` are those of the new snapshot, `parent` is the summary of the one before it.
    init(change: TableChange, deleted: [DataFile], manifests: [ManifestFile], parent: [String: String]) {
        let operation =
            switch (change.added.isEmpty, deleted.isEmpty) {
            case (_, true): "append"
            case (true, false): "delete"
            case (false, false): "overwrite"
            }
        let addedBytes = Self.sum(change.added.map(\.byteCount))
        let deletedBytes = Self.sum(deleted.map(\.byteCount))
        let oldBytes = parent["total-files-size"].flatMap { Int64($0) } ?? 0
        var values = change.summary
        values["operation"] = operation
        values[Snapshot.publicationKey] = change.publicationID
        if !change.added.isEmpty {
            values["added-data-files"] = String(change.added.count)
            values["added-records"] = String(Self.sum(change.added.map(\.recordCount)))
            values["added-files-size"] = String(addedBytes)
        }
        if !deleted.isEmpty {
            values["deleted-data-files"] = String(deleted.count)
            values["deleted-records"] = String(Self.sum(deleted.map(\.recordCount)))
            values["removed-files-size"] = String(deletedBytes)
        }
        values["changed-partition-count"] = String(Set((change.added + deleted).map(\.partition)).count)
        values["total-data-files"] = String(Self.sum(manifests.map(\.liveFiles)))
        values["total-records"] = String(Self.sum(manifests.map(\.liveRows)))
        values["total-files-size"] = String(max(0, oldBytes &+ addedBytes &- deletedBytes))
        self.values = values
    }

    private static func sum(_ numbers: [Int64]) -> Int64 { numbers.reduce(0, &+) }
}
