import BasinCore
import BasinMetastore

/// Each published partition has the files of its current revision, and no others are there.
enum PartitionCheck {
    static func findings(_ state: FolderState) -> [Finding] {
        var files = Dictionary(grouping: state.files.filter { state.isDataset($0.record.typeID) }) {
            FolderState.ExpiredKey(id: $0.record.typeID, partition: $0.record.partition)
        }
        var findings: [Finding] = []
        for record in state.partitions {
            let key = FolderState.ExpiredKey(id: record.datasetID, partition: record.partition)
            let own = files.removeValue(forKey: key) ?? []
            let rows = own.reduce(0) { $0 + $1.record.rows }
            let wanted = state.expired.contains(key) ? 0 : record.rows
            guard rows != wanted || own.contains(where: { !$0.isSealed }) else { continue }
            findings.append(
                .damage(
                    .partitionFiles, place(key, state),
                    rows == wanted
                        ? "Files of revision \(record.revision) are not marked as published: readers of the table miss them."
                        : "Revision \(record.revision) has \(wanted.counted("row")), and its files hold \(rows).",
                    "Make the partition again with `basin run`, or restore a backup of the whole folder: basin restore."
                ))
        }
        for key in files.keys.sorted(by: { ($0.id, $0.partition) < ($1.id, $1.partition) }) {
            findings.append(
                .damage(
                    .partitionFiles, place(key, state), "There are files of it, and it was never published.",
                    Finding.restore))
        }
        return findings
    }

    private static func place(_ key: FolderState.ExpiredKey, _ state: FolderState) -> String {
        "\(state.name(key.id)) \(Partition(state.granularities[key.id] ?? .hour, index: key.partition))"
    }
}
