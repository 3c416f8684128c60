package import BasinWire

/// Refused events.
extension APIClient {
    package func quarantine() async throws -> [QuarantineTotalsSummary] {
        try await get(WireTarget("api", "v1", "quarantine"))
    }

    /// - Parameter type: nil: of types that are not known.
    package func quarantineReasons(of type: String?) async throws -> [QuarantineReasonSummary] {
        try await get(WireTarget("api", "v1", "quarantine", "reasons", query: [("type", type)]))
    }

    package func quarantinedEvents(
        of type: String?, reason: String?, limit: Int?
    ) async throws -> [QuarantinedEvent] {
        try await get(
            WireTarget(
                "api", "v1", "quarantine", "events",
                query: [("type", type), ("reason", reason), ("limit", limit.map { String($0) })]))
    }

    package func replay(_ type: String, reason: String?) async throws -> ReplayAnswer {
        try await post(WireTarget("api", "v1", "types", type, "replay"), ReplayRequest(reason: reason))
    }
}
