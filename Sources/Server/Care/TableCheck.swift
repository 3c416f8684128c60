import BasinCore
import BasinMetastore

/// Each Iceberg table's metadata can be read and shows exactly the files of sealed hours and published partitions.
enum TableCheck {
    static func findings(_ state: FolderState) -> [Finding] {
        let hours = Set(
            state.hours.filter { $0.sealedAt != nil }.map {
                FolderState.ExpiredKey(id: $0.typeID, partition: $0.hour.index)
            })
        // A mark that is wrong is told with its hour.
        let sealed = Dictionary(
            grouping: state.files.filter { file in
                guard file.record.kind == .events else { return false }
                let key = FolderState.ExpiredKey(id: file.record.typeID, partition: file.record.partition)
                return state.isDataset(key.id) || hours.contains(key)
            }, by: \.record.typeID)
        return state.tables.compactMap { table in
            let wanted = Set((sealed[table.id] ?? []).map(\.record.path))
            switch table.content {
            case .failure(let error):
                return .disorder(
                    .tableMetadata, table.name, "The Iceberg metadata cannot be read: \(error.message)",
                    .project(table.id, anew: true))
            case .success(let shown):
                guard shown != wanted else { return nil }
                return .disorder(
                    .tableBehind, table.name,
                    "The Iceberg table shows \(shown.subtracting(wanted).count.counted("file")) too many and misses "
                        + "\(wanted.subtracting(shown).count) of those that are current.",
                    .project(table.id, anew: false))
            }
        }
    }
}
