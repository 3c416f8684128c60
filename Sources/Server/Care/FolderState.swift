import BasinCollection
import BasinCore
import BasinMetastore
import BasinWarehouse

/// Everything that the checks look at, read once. A value: the checks are functions of it.
struct FolderState: Sendable {
    struct KnownFile: Sendable {
        var record: FileRecord
        var isSealed: Bool
    }

    /// What a Parquet file's footer says.
    enum Footer: Sendable, Equatable {
        case rows(Int)
        case unreadable(String)
    }

    struct Table: Sendable {
        var id: UInt32
        var name: String
        var location: String?
        /// Paths that its current snapshot names, or why that cannot be read.
        var content: Result<Set<String>, BasinError>
        /// Files of its metadata folder that nothing names.
        var strays: [String]
    }

    var root: String
    var now = Timestamp(microseconds: 0)
    /// Every file below the folder, by absolute path, in bytes.
    var sizes: [String: Int] = [:]
    var files: [KnownFile] = []
    var obsolete: [String] = []
    var footers: [String: Footer] = [:]
    var hours: [HourRecord] = []
    var partitions: [PartitionRecord] = []
    /// What retention removed.
    var expired: Set<ExpiredKey> = []
    /// Names of event types and datasets, by id.
    var names: [UInt32: String] = [:]
    var granularities: [UInt32: Granularity] = [:]
    var tables: [Table] = []
    var identityProblems: [(name: String, isMissing: Bool, message: String)] = []
    var identityStrays: [String] = []
    var log: [LogSurvey.Segment] = []
    var unreadableSegments: [(path: String, bytes: Int)] = []
    var segmentKeys: [UInt64] = []
    /// Folders with what failed audits hold: known ones, and those on disk.
    var heldKnown: Set<String> = []
    var heldFound: Set<String> = []

    struct ExpiredKey: Sendable, Hashable {
        var id: UInt32
        var partition: Int
    }

    func name(_ id: UInt32) -> String { id == 0 ? "events of unknown types" : names[id] ?? "dataset \(id)" }
    func isDataset(_ id: UInt32) -> Bool { granularities[id] != nil }

    func isExpired(_ id: UInt32, _ partition: Int) -> Bool {
        expired.contains(ExpiredKey(id: id, partition: partition))
    }

    /// Inside the folder, for people.
    func short(_ path: String) -> String {
        path.hasPrefix(root + "/") ? String(path.dropFirst(root.utf8.count + 1)) : path
    }
}
