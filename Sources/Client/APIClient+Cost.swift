package import BasinWire

/// What data costs, and what may go.
extension APIClient {
    /// - Parameters:
    ///   - by: `team`, `dataset`, `pipeline` or `account`.
    ///   - month: as `2026-11`; nil: this one.
    package func cost(by: String? = nil, month: String? = nil) async throws -> CostAnswer {
        try await get(WireTarget("api", "v1", "cost", query: [("by", by), ("month", month)]))
    }

    package func unreadDatasets(days: Int? = nil) async throws -> UnreadAnswer {
        try await get(WireTarget("api", "v1", "cost", "unread", query: [("days", days.map { String($0) })]))
    }

    package func profileHistory(
        of name: String, column: String? = nil, from: String? = nil, to: String? = nil, limit: Int? = nil
    ) async throws -> ProfileHistory {
        try await get(
            WireTarget(
                "api", "v1", "datasets", name, "profile", "history",
                query: [("column", column), ("from", from), ("to", to), ("limit", limit.map { String($0) })]))
    }
}
