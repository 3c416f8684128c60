/// How late the events of an hour came: the time of receipt less the event's own time, counted by ranges.
package struct Lateness: Sendable, Hashable {
    /// Upper bounds in seconds of the ranges, the last one open. What was ahead of the server's clock by more than a
    /// minute is in the first.
    package static let bounds: [Int64?] = [-60, 60, 600, 3600, 6 * 3600, 86_400, 7 * 86_400, nil]
    /// As people read them, one for each range.
    package static let words = [
        "ahead", "1 min", "10 min", "1 h", "6 h", "1 day", "7 days", "more",
    ]

    /// Events in each range.
    package private(set) var counts = [Int](repeating: 0, count: bounds.count)
    /// Events whose own hour had ended when they were received.
    package private(set) var late = 0

    package init() {}

    package init(counts: [Int], late: Int) {
        for (range, count) in counts.prefix(Self.bounds.count).enumerated() { self.counts[range] = count }
        self.late = late
    }

    package mutating func add(eventTime: Timestamp, received: Timestamp) {
        let seconds = (received.microseconds - eventTime.microseconds).floorDivided(by: 1_000_000)
        let range = Self.bounds.firstIndex { bound in bound.map { seconds < $0 } ?? true } ?? Self.bounds.count - 1
        counts[range] += 1
        if Hour(eventTime) < Hour(received) { late += 1 }
    }

    package static func += (a: inout Lateness, b: Lateness) {
        for range in a.counts.indices { a.counts[range] += b.counts[range] }
        a.late += b.late
    }
}
