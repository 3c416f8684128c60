/// How many events the next request has, after what servers said to those before.
package struct BatchSize: Sendable, Hashable {
    private let limits: BatchLimits
    /// Events that a request may have without being too large.
    private var fitting: Int
    /// Requests taken since the last that was too large.
    private var taken = 0
    /// So many of the oldest events have one among them that spoils its batch; 0: nothing is known.
    private var suspects = 0

    package init(_ limits: BatchLimits) {
        self.limits = limits
        fitting = limits.events
    }

    package var next: BatchLimits {
        let events = suspects > 0 ? min(fitting, max(1, suspects / 2)) : fitting
        return BatchLimits(events: events, bytes: limits.bytes)
    }

    /// A few of them.
    package var probe: BatchLimits { BatchLimits(events: min(next.events, 20), bytes: limits.bytes) }

    /// Larger ones are tried again after a while: the limit may have been of one road to the server.
    package mutating func taken(_ events: Int) {
        suspects = max(0, suspects - events)
        taken += 1
        if taken % 16 == 0 { fitting = min(limits.events, fitting * 2) }
    }

    /// - Returns: false when one event alone is too large.
    package mutating func tooLarge(_ events: Int) -> Bool {
        taken = 0
        fitting = max(1, events / 2)
        return events > 1
    }

    /// - Returns: false when the event that spoils its batches is found.
    package mutating func spoiled(_ events: Int) -> Bool {
        suspects = events > 1 ? events : 0
        return events > 1
    }
}
