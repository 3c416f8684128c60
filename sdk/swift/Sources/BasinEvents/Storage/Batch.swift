/// Events that are sent together, oldest first.
package struct Batch: Sendable {
    package var events: [StoredEvent] = []
    /// The source of each.
    package var sources: [String] = []
    package var size = Backlog()
    /// Events by segment.
    package var parts: [UInt64: Int] = [:]
    /// After its last event.
    package var end = Position.start

    package init() {}

    package mutating func append(_ event: StoredEvent, of segment: Segment, bytes: Int, end offset: Int) {
        events.append(event)
        sources.append(segment.source)
        size.events += 1
        size.bytes += bytes
        parts[segment.id, default: 0] += 1
        end = Position(segment: segment.id, offset: offset)
    }
}
