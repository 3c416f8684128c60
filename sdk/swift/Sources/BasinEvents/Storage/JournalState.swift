/// What is in the queue's files.
struct JournalState: Sendable {
    /// Oldest first; the last is written to.
    var segments: [Segment] = []
    /// The first event that is not delivered.
    var acknowledged = Position.start
    /// Segments of the batch that is being sent.
    var pinned: Set<UInt64> = []
    /// Files were made whose names are not durable.
    var hasNewFiles = false

    var backlog: Backlog {
        segments.reduce(into: Backlog()) { sum, segment in
            sum.events += segment.waiting
            sum.bytes += segment.end - first(of: segment)
        }
    }

    /// Where a segment's first event that is not delivered begins.
    func first(of segment: Segment) -> Int {
        if segment.id < acknowledged.segment { return segment.end }
        return segment.id == acknowledged.segment ? max(segment.start, acknowledged.offset) : segment.start
    }

    /// Segments of which nothing is left to deliver; the last one is never among them.
    var delivered: [Segment] {
        segments.dropLast().filter { first(of: $0) >= $0.end && !pinned.contains($0.id) }
    }
}
