package import BasinCore
import Synchronization

/// Where traces begin, and where their spans go. Exists only while somebody wants traces: everything that may be traced
/// holds an optional one, so that without it nothing more is done than to look.
package final class Tracer: Sendable {
    package let queue: SpanQueue
    package let ids: IDSource
    let clock: Clock
    private let sampler: Sampler
    private let limit: Mutex<SteadyRate>

    /// - Parameters:
    ///   - eventRequests: so many requests with events a second are recorded by `Sampler.Rule.some`.
    ///   - clock: when spans begin; how long they take is told by one that never jumps.
    package init(
        sampler: Sampler = Sampler(), eventRequests: Int = 10, queue: SpanQueue = SpanQueue(),
        ids: IDSource = IDSource(), clock: Clock = .system
    ) {
        self.sampler = sampler
        self.queue = queue
        self.ids = ids
        self.clock = clock
        limit = Mutex(SteadyRate(perSecond: eventRequests, at: .now))
    }

    /// Begins a trace of this server, or its part of the client's. Nil when nothing of it will be recorded.
    package func begin(_ kind: Sampler.Kind, parent: TraceParent? = nil) -> ActiveTrace? {
        let trace = parent?.trace ?? ids.trace()
        let verdict = sampler.verdict(kind, trace: trace, parent: parent) { limit.withLock { $0.take(at: .now) } }
        guard verdict != .drop else { return nil }
        return ActiveTrace(
            trace, parent: parent?.parent, flags: (parent?.flags ?? .random).union(.sampled),
            isWanted: verdict == .record, tracer: self)
    }

    /// Records something that is over, as a trace of its own.
    package func record(_ name: String, took: Duration, _ attributes: [Attribute], failure: String? = nil) {
        let end = clock.now()
        record { trace, flags in
            [
                Span(
                    name, trace: trace, id: ids.span(), flags: flags, start: end + (.zero - took), end: end,
                    attributes: attributes, failure: failure)
            ]
        }
    }

    /// Records the spans of something that is over. They are made only if they are wanted.
    package func record(_ spans: (TraceID, TraceFlags) throws -> [Span]) rethrows {
        let trace = ids.trace()
        guard sampler.verdict(.work, trace: trace, parent: nil, isWithinLimit: { true }) == .record else { return }
        queue.add(try spans(trace, [.sampled, .random]))
    }
}
