/// What a manifest list says about one manifest.
struct ManifestFile: Hashable {
    /// A `file://` URI.
    var location: String
    var byteCount: Int64
    /// Of the snapshot that wrote it.
    var sequenceNumber: Int64
    /// The lowest among its live files.
    var minSequenceNumber: Int64
    var addedSnapshotID: Int64
    var addedFiles: Int32 = 0
    var existingFiles: Int32 = 0
    var deletedFiles: Int32 = 0
    var addedRows: Int64 = 0
    var existingRows: Int64 = 0
    var deletedRows: Int64 = 0
    /// The lowest and highest partition in it; nil without partitions.
    var partitions: ClosedRange<Int32>?

    /// What the list says about a manifest with these entries.
    init(location: String, byteCount: Int, entries: [ManifestEntry], sequenceNumber: Int64, snapshotID: Int64) {
        self.location = location
        self.byteCount = Int64(byteCount)
        self.sequenceNumber = sequenceNumber
        minSequenceNumber = sequenceNumber
        addedSnapshotID = snapshotID
        var low = Int32.max
        var high = Int32.min
        for entry in entries {
            // Counts are checked where they enter, by reader and commit: sums of them do not overflow.
            switch entry.status {
            case .added:
                addedFiles &+= 1
                addedRows &+= entry.file.recordCount
            case .existing:
                existingFiles &+= 1
                existingRows &+= entry.file.recordCount
            case .deleted:
                deletedFiles &+= 1
                deletedRows &+= entry.file.recordCount
            }
            if entry.isLive { minSequenceNumber = min(minSequenceNumber, entry.sequenceNumber) }
            if let partition = entry.file.partition {
                low = min(low, partition)
                high = max(high, partition)
            }
        }
        if low <= high { partitions = low...high }
    }

    init(
        location: String, byteCount: Int64, sequenceNumber: Int64, minSequenceNumber: Int64, addedSnapshotID: Int64
    ) {
        self.location = location
        self.byteCount = byteCount
        self.sequenceNumber = sequenceNumber
        self.minSequenceNumber = minSequenceNumber
        self.addedSnapshotID = addedSnapshotID
    }

    var hasLiveFiles: Bool { addedFiles > 0 || existingFiles > 0 }

    var liveFiles: Int64 { Int64(addedFiles) + Int64(existingFiles) }
    var liveRows: Int64 { addedRows &+ existingRows }

    /// Whether it may hold a file of one of the partitions. Always true without partitions.
    func mayHold(_ partitions: some Sequence<Int32?>) -> Bool {
        guard let range = self.partitions else { return true }
        return partitions.contains { partition in partition.map { range.contains($0) } ?? true }
    }
}
