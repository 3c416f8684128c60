/// One file in a manifest, with what it inherits from the manifest filled in.
struct ManifestEntry: Hashable {
    enum Status: Int32 {
        case existing = 0
        case added, deleted
    }

    var status: Status
    /// The snapshot that added the file, or deleted it.
    var snapshotID: Int64
    /// When the file came into the table; stays when manifests are rewritten.
    var sequenceNumber: Int64
    var fileSequenceNumber: Int64
    var file: DataFile

    var isLive: Bool { status != .deleted }

    static func added(_ file: DataFile, snapshotID: Int64, sequenceNumber: Int64) -> ManifestEntry {
        ManifestEntry(
            status: .added, snapshotID: snapshotID, sequenceNumber: sequenceNumber, fileSequenceNumber: sequenceNumber,
            file: file)
    }

    /// The entry in a later snapshot's manifest.
    var asExisting: ManifestEntry {
        var entry = self
        entry.status = .existing
        return entry
    }

    /// The entry in the manifest of the snapshot that deletes the file.
    func asDeleted(by snapshotID: Int64) -> ManifestEntry {
        var entry = self
        entry.status = .deleted
        entry.snapshotID = snapshotID
        return entry
    }
}
