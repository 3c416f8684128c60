/// How much goes into one request.
package struct BatchLimits: Sendable, Hashable {
    package var events: Int
    /// Bytes of the events on disk, which are about those of the body before compression. One event always fits.
    package var bytes: Int

    package init(events: Int, bytes: Int) {
        self.events = events
        self.bytes = bytes
    }

    /// Whether one more event goes into a batch.
    package func admits(_ eventBytes: Int, after batch: Backlog) -> Bool {
        batch.events == 0 || (batch.events < events && batch.bytes + eventBytes <= bytes)
    }

    /// Whether no more company is worth waiting for.
    package func isFull(_ backlog: Backlog) -> Bool { backlog.events >= events || backlog.bytes >= bytes }
}
