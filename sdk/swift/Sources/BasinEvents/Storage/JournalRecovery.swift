/// What a folder holds when a process begins to use it.
package struct JournalRecovery {
    package var segments: [Segment] = []
    package var acknowledged: Position
    /// Goes on with the numbers that were given; nil when they cannot all be known, so that another stream must begin.
    package var stream: String?
    package var sequences: [String: UInt64] = [:]
    /// Events that wait, by type.
    package var waiting: [String: Int] = [:]
    /// Files with damage that no interrupted write explains.
    package var damagedFiles = 0
    /// Only of the newest can numbers be unknown: each segment begins with those that were given before it.
    private var isNewestDamaged = false
    private let newestID: UInt64

    /// Reads every segment of the folder. A file without a whole header is removed: nothing was ever sent of it. One
    /// that cannot be read is left where it is and counts as damaged.
    package init(_ folder: QueueFolder, segments ids: [UInt64], acknowledged: Position) {
        self.acknowledged = acknowledged
        newestID = ids.last ?? 0
        for id in ids { read(id, folder) }
        if isNewestDamaged { stream = nil }
    }

    /// For the next segment: larger than any that was used.
    package var nextID: UInt64 { max(newestID, acknowledged.segment) + 1 }

    private mutating func read(_ id: UInt64, _ folder: QueueFolder) {
        isNewestDamaged = false
        guard let file = try? OpenFile(folder.segment(id), .read), let size = try? file.byteCount(),
            let bytes = try? file.read(size, at: 0)
        else { return noteDamage() }
        let first = id < acknowledged.segment ? .max : id == acknowledged.segment ? acknowledged.offset : 0
        var count = 0
        let content = SegmentContent(bytes) { event, offset in
            sequences[event.type] = max(sequences[event.type] ?? 0, event.sequence)
            guard offset >= first else { return }
            count += 1
            waiting[event.type, default: 0] += 1
        }
        guard let content else {
            // A header is written at once: a whole page of a file without one was something else.
            if size >= 4096 { noteDamage() }
            folder.removeSegment(id)
            return
        }
        if content.isDamaged { noteDamage() }
        sequences.merge(content.header.sequences) { max($0, $1) }
        stream = content.header.stream
        segments.append(
            Segment(
                id: id, source: content.header.source, start: content.start, end: content.end, waiting: count,
                synced: 0))
    }

    private mutating func noteDamage() {
        damagedFiles += 1
        isNewestDamaged = true
    }
}
