/// Events that wait, or those of one batch.
package struct Backlog: Sendable, Hashable {
    package var events: Int
    package var bytes: Int

    package init(events: Int = 0, bytes: Int = 0) {
        self.events = events
        self.bytes = bytes
    }

    package static func - (a: Backlog, b: Backlog) -> Backlog {
        Backlog(events: max(0, a.events - b.events), bytes: max(0, a.bytes - b.bytes))
    }
}
