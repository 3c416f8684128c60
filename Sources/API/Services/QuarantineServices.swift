package import BasinCore
package import BasinWire

/// What the doors ask about refused events. A type is told by its name; nil stands for types that are not known.
package struct QuarantineServices: Sendable {
    package var totals: @Sendable () async throws -> [QuarantineTotalsSummary]
    package var reasons: @Sendable (_ type: String?) async throws -> [QuarantineReasonSummary]
    /// Totals that are asked for often: what was refused in the last minute may be missing while very many types wait.
    package var overview: @Sendable () async throws -> [QuarantineTotalsSummary]
    /// Reasons of what is delivered into quarantine; what was refused in the last minute may be missing.
    package var knownReasons: @Sendable (_ type: String?) async throws -> [QuarantineReasonSummary]
    package var events:
        @Sendable (_ type: String?, _ reason: String?, _ limit: Int, Principal) async throws -> [QuarantinedEvent]
    /// Returns when what was accepted is delivered.
    package var replay: @Sendable (_ type: String, _ reason: String?) async throws -> ReplayAnswer

    package init(
        totals: @escaping @Sendable () async throws -> [QuarantineTotalsSummary],
        reasons: @escaping @Sendable (String?) async throws -> [QuarantineReasonSummary],
        overview: @escaping @Sendable () async throws -> [QuarantineTotalsSummary],
        knownReasons: @escaping @Sendable (String?) async throws -> [QuarantineReasonSummary],
        events: @escaping @Sendable (String?, String?, Int, Principal) async throws -> [QuarantinedEvent],
        replay: @escaping @Sendable (String, String?) async throws -> ReplayAnswer
    ) {
        self.totals = totals
        self.reasons = reasons
        self.overview = overview
        self.knownReasons = knownReasons
        self.events = events
        self.replay = replay
    }
}
