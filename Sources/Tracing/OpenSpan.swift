import Synchronization

/// A span that is not over. May be handed from thread to thread.
package final class OpenSpan: Sendable {
    private let name: String
    private let trace: ActiveTrace
    private let started = ContinuousClock.now
    /// Nil when it is over.
    private let attributes: Mutex<[Attribute]?>

    init(_ name: String, _ attributes: [Attribute], in trace: ActiveTrace) {
        self.name = name
        self.trace = trace
        self.attributes = Mutex(attributes)
    }

    package func add(_ more: [Attribute]) { attributes.withLock { $0? += more } }

    /// It is over. The first end counts.
    /// - Parameter failure: why it failed: a word of few. Nil when it did not.
    package func end(_ more: [Attribute] = [], failure: String? = nil) {
        guard let known = attributes.withLock({ $0.take() }) else { return }
        trace.record(
            Span(
                name, trace: trace.id, id: trace.tracer.ids.span(), parent: trace.span, flags: trace.flags,
                start: trace.moment(started), end: trace.moment(.now), attributes: known + more, failure: failure))
    }

    package func end(_ error: any Error) { end(failure: Span.failure(error)) }
}
