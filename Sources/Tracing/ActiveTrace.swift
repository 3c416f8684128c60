import BasinCore
import Synchronization

/// The part of a trace that one request makes: a span around it and those below, until the request is over. Spans are
/// held back as long as it is not known whether they are wanted.
package final class ActiveTrace: Sendable {
    private enum Held {
        case wanted
        /// Only if the request fails.
        case undecided([Span])
        case unwanted
    }

    /// The trace of the request that the current task answers.
    @TaskLocal package static var current: ActiveTrace?

    package let id: TraceID
    /// The span around everything.
    package let span: SpanID
    let flags: TraceFlags
    let tracer: Tracer
    private let parent: SpanID?
    private let startedAt: Timestamp
    private let started = ContinuousClock.now
    private let held: Mutex<Held>

    init(_ id: TraceID, parent: SpanID?, flags: TraceFlags, isWanted: Bool, tracer: Tracer) {
        self.id = id
        self.parent = parent
        self.flags = flags
        self.tracer = tracer
        span = tracer.ids.span()
        startedAt = tracer.clock.now()
        held = Mutex(isWanted ? .wanted : .undecided([]))
    }

    /// Begins a span below the request's.
    package func begin(_ name: String, _ attributes: [Attribute] = []) -> OpenSpan {
        OpenSpan(name, attributes, in: self)
    }

    /// The request is over. Once.
    /// - Parameter failure: why it failed: a word of few. Nil when it did not.
    package func end(_ name: String, kind: Span.Kind = .server, _ attributes: [Attribute], failure: String? = nil) {
        let root = Span(
            name, kind: kind, trace: id, id: span, parent: parent, isParentRemote: parent != nil, flags: flags,
            start: startedAt, end: moment(.now), attributes: attributes, failure: failure)
        let spans = held.withLock { held in
            switch held {
            case .wanted: return [root]
            case .undecided(let below) where failure != nil:
                held = .wanted
                return below + [root]
            case .undecided, .unwanted:
                held = .unwanted
                return []
            }
        }
        tracer.queue.add(spans)
    }

    func record(_ span: Span) {
        let isWanted = held.withLock { held in
            switch held {
            case .wanted: return true
            case .undecided(let below):
                if below.count < Self.most { held = .undecided(below + [span]) }
                return false
            case .unwanted: return false
            }
        }
        if isWanted { tracer.queue.add([span]) }
    }

    func moment(_ instant: ContinuousClock.Instant) -> Timestamp { startedAt + (instant - started) }

    private static let most = 100
}
