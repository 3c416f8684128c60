extension Journal {
    /// Segments that one batch may be of.
    private static let segmentsPerBatch = 4

    /// The oldest events that wait and are durable, pinned until `acknowledge` or `release`. nil when there is none.
    ///
    /// - Parameter onDamage: called with the number of events that are lost because a file changed on disk.
    package func nextBatch(_ limits: BatchLimits, onDamage: (Int) -> Void) throws -> Batch? {
        let segments = state.withLock { state in
            let open = state.segments.filter { state.first(of: $0) < $0.durableEnd }.prefix(Self.segmentsPerBatch)
            state.pinned = Set(open.map(\.id))
            return open.map { (segment: $0, offset: state.first(of: $0)) }
        }
        var batch = Batch()
        do {
            for (segment, offset) in segments {
                guard try read(segment, from: offset, limits, into: &batch, onDamage: onDamage) else { break }
            }
        } catch {
            release()
            throw error
        }
        if batch.events.isEmpty { release() } else { pinOnly(batch) }
        return batch.events.isEmpty ? nil : batch
    }

    private func pinOnly(_ batch: Batch) { state.withLock { $0.pinned = Set(batch.parts.keys) } }

    /// Returns whether there is room for more.
    private func read(
        _ segment: Segment, from start: Int, _ limits: BatchLimits, into batch: inout Batch, onDamage: (Int) -> Void
    ) throws -> Bool {
        guard folder.hasSegment(segment.id) else { return skipDamage(segment, at: start, batch, onDamage) }
        let file = try OpenFile(folder.segment(segment.id), .read)
        let end = segment.durableEnd
        var offset = start
        var window = min(end - start, limits.bytes + Record.frameBytes)
        var bytes = try file.read(window, at: start)
        while offset < end {
            switch Record.read(bytes, at: offset - start) {
            case .record(.event(let event), let next):
                let size = next - (offset - start)
                guard limits.admits(size, after: batch.size) else { return false }
                offset = start + next
                batch.append(event, of: segment, bytes: size, end: offset)
            case .cut(let needed) where offset + needed <= end && bytes.count == window:
                // Only the first event may be larger than a batch.
                guard limits.admits(needed, after: batch.size) else { return false }
                window = offset - start + needed
                bytes = try file.read(window, at: start)
                if bytes.count < window { return skipDamage(segment, at: offset, batch, onDamage) }
            default:
                return skipDamage(segment, at: offset, batch, onDamage)
            }
        }
        return batch.size.events < limits.events
    }

    /// A file is not what was written to it, or not there: what was in it from here on is lost.
    private func skipDamage(_ segment: Segment, at offset: Int, _ batch: Batch, _ onDamage: (Int) -> Void) -> Bool {
        // Of what was read before the damage, the batch goes first; the damage is found again after it.
        guard batch.events.isEmpty else { return false }
        let lost = state.withLock { state in
            guard let index = state.segments.firstIndex(where: { $0.id == segment.id }) else { return 0 }
            let lost = segment.waiting
            state.segments[index].waiting = max(0, state.segments[index].waiting - lost)
            state.acknowledged = max(state.acknowledged, Position(segment: segment.id, offset: segment.end))
            return lost
        }
        if lost > 0 { onDamage(lost) }
        return true
    }
}
