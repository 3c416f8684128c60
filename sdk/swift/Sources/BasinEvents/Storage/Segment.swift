/// One file of the queue.
package struct Segment: Sendable, Hashable {
    package var id: UInt64
    /// The CloudEvents `source` of its events.
    package var source: String
    /// Where its first event begins.
    package var start: Int
    /// Where its last whole event ends.
    package var end: Int
    /// Events in it that are not delivered.
    package var waiting: Int
    /// Up to where it is durable.
    package var synced: Int

    /// Where its last event ends that a loss of power leaves.
    package var durableEnd: Int { min(end, synced) }

    package init(id: UInt64, source: String, start: Int, end: Int, waiting: Int, synced: Int) {
        self.id = id
        self.source = source
        self.start = start
        self.end = end
        self.waiting = waiting
        self.synced = synced
    }
}
