/// Decides which traces are recorded. A value without state: what it must ask is handed in.
package struct Sampler: Sendable, Hashable {
    /// What a trace of this server begins with.
    package enum Kind: Sendable, Hashable {
        /// A request with events: there may be thousands a second.
        case events
        /// A question of the machines around: is it alive, is it ready, its metrics.
        case probe
        /// Any other request.
        case request
        /// What the server does by itself.
        case work
    }

    package enum Verdict: Sendable, Hashable {
        case record
        /// Only if it fails, which is known at its end.
        case recordIfFailed
        case drop
    }

    package enum Rule: Sendable, Hashable {
        /// Basin's own: some requests with events, probes that fail, everything else; and what fails.
        case some
        case all
        case none
        /// A share of the traces, 0 ... 1, by their ids.
        case share(Double)
    }

    package var rule: Rule
    /// The client's decision counts where there is one.
    package var followsParent: Bool

    package init(_ rule: Rule = .some, followsParent: Bool = true) {
        self.rule = rule
        self.followsParent = followsParent
    }

    /// - Parameter isWithinLimit: asked for requests with events that nothing else decides.
    package func verdict(
        _ kind: Kind, trace: TraceID, parent: TraceParent?, isWithinLimit: () -> Bool
    ) -> Verdict {
        if followsParent, let parent {
            if parent.isSampled { return .record }
            return rule == .some ? .recordIfFailed : .drop
        }
        switch rule {
        case .all: return .record
        case .none: return .drop
        case .share(let share): return Self.isIn(share, trace) ? .record : .drop
        case .some:
            return switch kind {
            case .events: isWithinLimit() ? .record : .recordIfFailed
            case .probe: .recordIfFailed
            case .request, .work: .record
            }
        }
    }

    /// By the 56 bits of the id that are random by the recommendation: servers with one share agree on the traces.
    private static func isIn(_ share: Double, _ trace: TraceID) -> Bool {
        let threshold = UInt64((1 - min(max(share, 0), 1)) * 0x1p56)
        return trace.low & (1 << 56 - 1) >= threshold
    }
}
