package import BasinWire

extension APIClient {
    /// The query's columns and parameters. It does not run.
    package func describe(_ query: QueryRequest) async throws -> QueryDescription {
        try await post(WireTarget("api", "v1", "query", "describe"), query)
    }

    /// What was asked, the latest first: by oneself, or by everybody, without a value.
    package func askedQueries(_ filter: QueryHistoryFilter, all: Bool = false) async throws -> [AskedQuery] {
        let query: [(name: String, value: String?)] = [
            ("person", all ? filter.person : nil), ("dataset", filter.dataset), ("outcome", filter.outcome),
            ("before", filter.before.map(String.init)), ("limit", String(filter.limit)),
        ]
        return try await get(
            all ? WireTarget("api", "v1", "audit", "queries", query: query) : WireTarget("api", "v1", "queries", query: query))
    }
}
