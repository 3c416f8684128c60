extension Journal {
    /// A file was made.
    func begin(_ segment: Segment) {
        state.withLock { state in
            state.segments.append(segment)
            state.hasNewFiles = true
        }
    }

    /// Events were written to the last segment.
    func appended(_ added: Backlog) {
        state.withLock { state in
            let last = state.segments.count - 1
            precondition(last >= 0)
            state.segments[last].end += added.bytes
            state.segments[last].waiting += added.events
        }
    }

    /// Gives up the oldest segments until `incoming` bytes fit below the cap.
    ///
    /// - Returns: the events given up, by type.
    func evict(incoming: Int, cap: Int) -> [String: Int] {
        let victims = state.withLock { state in
            let victims = Eviction.victims(state.segments, incoming: incoming, cap: cap, pinned: state.pinned)
            state.segments.removeAll { segment in victims.contains { $0.id == segment.id } }
            return victims.map { (segment: $0, from: state.first(of: $0)) }
        }
        return remove(victims)
    }

    /// Removes all events, also one that is being sent.
    ///
    /// - Returns: the events by type.
    func erase() -> [String: Int] {
        let all = state.withLock { state in
            let all = state.segments.map { (segment: $0, from: state.first(of: $0)) }
            state.segments = []
            state.pinned = []
            return all
        }
        return remove(all)
    }

    private func remove(_ segments: [(segment: Segment, from: Int)]) -> [String: Int] {
        var counts: [String: Int] = [:]
        for (segment, first) in segments {
            if segment.waiting > 0, let file = try? OpenFile(folder.segment(segment.id), .read),
                let bytes = try? file.read(segment.end, at: 0)
            {
                _ = SegmentContent(bytes) { event, offset in
                    if offset >= first { counts[event.type, default: 0] += 1 }
                }
            }
            folder.removeSegment(segment.id)
        }
        return counts
    }
}
