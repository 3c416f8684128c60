import BasinCore
import BasinMetastore

/// Every file that the metastore knows is there and is what it says; no file is there that it does not know.
enum FileCheck {
    static func findings(_ state: FolderState) -> [Finding] {
        state.files.compactMap { finding($0.record, state) } + unknown(state) + obsolete(state)
    }

    private static func finding(_ file: FileRecord, _ state: FolderState) -> Finding? {
        let place = state.short(file.path)
        guard file.path.hasPrefix(state.root + "/") else {
            return .damage(
                .fileElsewhere, place,
                "The metastore speaks of a file that is not in \(state.root): the folder was moved.",
                "Move the folder back to where it was, or restore a backup to this place: basin restore.")
        }
        guard let size = state.sizes[file.path] else {
            return .damage(
                .fileMissing, place, "\(content(file, state)) misses this file of \(file.rows.counted("row")).", Finding.restore)
        }
        guard size == file.bytes else {
            return .damage(
                .fileSize, place,
                "The file of \(content(file, state)) has \(size.counted("byte")) and should have \(file.bytes).",
                Finding.restore)
        }
        switch state.footers[file.path] {
        case .unreadable(let reason):
            return .damage(
                .fileUnreadable, place, "The file of \(content(file, state)) is no readable Parquet: \(reason)",
                Finding.restore)
        case .rows(let rows) where rows != file.rows:
            return .damage(
                .fileRows, place,
                "The file of \(content(file, state)) holds \(rows.counted("row")) and should hold \(file.rows).",
                Finding.restore)
        default: return nil
        }
    }

    private static func content(_ file: FileRecord, _ state: FolderState) -> String {
        let granularity = state.granularities[file.typeID] ?? .hour
        let part =
            granularity == .hour ? file.hour.description : Partition(granularity, index: file.partition).description
        return "\(file.kind == .quarantine ? "the quarantine of " : "")\(state.name(file.typeID)) \(part)"
    }

    private static let places = ["warehouse", "quarantine"]
    private static let topLevel: Set<String> = [
        "lock", "metastore.sqlite", "metastore.sqlite-wal", "metastore.sqlite-shm", "keys.sqlite", "keys.sqlite-wal",
        "keys.sqlite-shm",
    ]
    private static let folders: Set<String> = [
        "log", "warehouse", "quarantine", "identities", "staging", "held", "imports", "results", "lost", "audit",
    ]

    private static func unknown(_ state: FolderState) -> [Finding] {
        let known = Set(state.files.map(\.record.path)).union(state.obsolete)
        let metadata = Set(state.tables.flatMap(\.strays)).subtracting(known)
        return state.sizes.keys.sorted().compactMap { path in
            let parts = state.short(path).split(separator: "/", omittingEmptySubsequences: false)
            let isStray: Bool
            if parts.count == 1 {
                isStray = !topLevel.contains(String(parts[0]))
            } else if places.contains(String(parts[0])) {
                // What a table's metadata reaches is looked at with the table.
                isStray = parts.dropLast().last == "metadata" ? metadata.contains(path) : !known.contains(path)
            } else if parts[0] == "log" {
                isStray = !path.hasSuffix(".segment")
            } else {
                isStray = !folders.contains(String(parts[0]))
            }
            guard isStray else { return nil }
            return .disorder(
                .fileUnknown, state.short(path),
                "Nothing knows this file of \((state.sizes[path] ?? 0).counted("byte")): it was never published.",
                .setAside([path]))
        }
    }

    private static func obsolete(_ state: FolderState) -> [Finding] {
        let gone = state.obsolete.filter { state.sizes[$0] == nil }
        guard !gone.isEmpty else { return [] }
        return [
            .disorder(
                .fileObsolete, state.short(gone[0]),
                gone.count == 1
                    ? "The file left the content, and is no longer on disk."
                    : "\(gone.count) files left the content, and are no longer on disk.",
                .forgetObsolete(gone))
        ]
    }
}
