import BasinCore
import BasinMetastore

/// Files and counts that are durable and not yet published.
struct StagedDelivery {
    var files: [FileRecord] = []
    /// Every path begun, also of files that were not finished.
    var paths: [String] = []
    var runs: [IdentityRun] = []
    var counts: [Hour: LedgerCounts] = [:]
    var lateness: [Hour: Lateness] = [:]
    /// More than one hour or schema version is being delivered, so `hashes` is needed.
    var spansGroups = false
    /// Identities accepted so far, not yet in the index.
    var hashes: Set<IdentityHash> = []
}

extension IdentityRunRecord {
    init(_ file: RunFile) {
        let bytes: [UInt8]? = if case .inline(let bytes) = file.storage { bytes } else { nil }
        self.init(name: file.name, hours: file.hours, count: file.count, bytes: bytes)
    }
}

extension RunFile {
    init(_ record: IdentityRunRecord) {
        self.init(
            name: record.name, storage: record.bytes.map(Storage.inline) ?? .file, count: record.count, hours: record.hours)
    }
}
