/// The queue on disk, shared by the thread that writes to its end and the queue that delivers from its beginning.
///
/// A lock guards what is known of the files; files are read, synced and removed outside of it.
package final class Journal: Sendable {
    let folder: QueueFolder
    let state = Guarded(JournalState())
    private let acknowledgedFile: AcknowledgedFile
    private let foundSegments: [UInt64]
    private let foundPosition: Position

    /// Looks at what is there without reading it.
    package init(_ folder: QueueFolder) throws {
        self.folder = folder
        acknowledgedFile = try AcknowledgedFile(folder)
        foundPosition = try acknowledgedFile.read()
        foundSegments = try folder.segments()
    }

    /// Reads what is there, which takes some milliseconds for every ten megabytes.
    func recover() -> JournalRecovery {
        let found = JournalRecovery(folder, segments: foundSegments, acknowledged: foundPosition)
        state.withLock { state in
            state.segments = found.segments
            state.acknowledged = found.acknowledged
        }
        return found
    }

    package var backlog: Backlog { state.withLock { $0.backlog } }

    /// Oldest first.
    package var segments: [Segment] { state.withLock { $0.segments } }

    package var bytesOnDisk: Int { state.withLock { $0.segments.reduce(0) { $0 + $1.end } } }

    /// Behind the last event.
    package var end: Position {
        state.withLock { $0.segments.last.map { Position(segment: $0.id, offset: $0.end) } ?? .start }
    }

    /// Whether nothing before a position waits any more, delivered or given up.
    package func isDone(before position: Position) -> Bool {
        state.withLock { state in
            !state.segments.contains { segment in
                guard segment.id <= position.segment else { return false }
                let end = segment.id == position.segment ? min(position.offset, segment.end) : segment.end
                return state.first(of: segment) < end
            }
        }
    }

    // MARK: Durability

    package var isSynced: Bool { state.withLock { !$0.hasNewFiles && $0.segments.allSatisfy { $0.synced >= $0.end } } }

    /// Makes durable what was written before the call.
    package func sync() throws {
        let (stale, hadNewFiles) = state.withLock { state in
            defer { state.hasNewFiles = false }
            return (state.segments.filter { $0.synced < $0.end }, state.hasNewFiles)
        }
        do {
            for segment in stale { try sync(segment) }
            if hadNewFiles { try folder.sync() }
        } catch {
            state.withLock { $0.hasNewFiles = $0.hasNewFiles || hadNewFiles }
            throw error
        }
    }

    private func sync(_ segment: Segment) throws {
        do {
            try OpenFile(folder.segment(segment.id), .read).sync()
        } catch {
            // What was evicted or erased meanwhile need not be durable, and what somebody removed cannot be.
            let isThere = folder.hasSegment(segment.id)
            if isThere, state.withLock({ $0.segments.contains { $0.id == segment.id } }) { throw error }
        }
        state.withLock { state in
            guard let index = state.segments.firstIndex(where: { $0.id == segment.id }) else { return }
            state.segments[index].synced = max(state.segments[index].synced, segment.end)
        }
    }

    // MARK: Delivery

    /// After a batch was delivered or given up: its events are not sent again.
    package func acknowledge(_ batch: Batch) throws {
        state.withLock { state in
            for (id, count) in batch.parts {
                guard let index = state.segments.firstIndex(where: { $0.id == id }) else { continue }
                state.segments[index].waiting = max(0, state.segments[index].waiting - count)
            }
            state.acknowledged = max(state.acknowledged, batch.end)
            state.pinned = []
        }
        try acknowledgedFile.write(state.withLock { $0.acknowledged })
        try removeDelivered()
    }

    /// After a batch was not delivered: its events wait again.
    package func release() { state.withLock { $0.pinned = [] } }

    /// Removes the files of what is delivered, once the numbers that they prove are durable elsewhere.
    package func removeDelivered() throws {
        let delivered = state.withLock { $0.delivered }
        guard !delivered.isEmpty else { return }
        try sync()
        // No others: the segment that proves their numbers may have been begun after the sync.
        state.withLock { state in
            state.segments.removeAll { segment in delivered.contains { $0.id == segment.id } }
        }
        for segment in delivered { folder.removeSegment(segment.id) }
    }
}
