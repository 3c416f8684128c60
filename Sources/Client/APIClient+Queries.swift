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

extension APIClient {
    package func savedQuery(named name: String) async throws -> SavedQuerySummary {
        try await get(WireTarget("api", "v1", "queries", "saved", name))
    }

    package func savedQueries() async throws -> [SavedQuerySummary] {
        try await get(WireTarget("api", "v1", "queries", "saved"))
    }

    /// Runs the saved query and hands its rows, in the format asked for, to `receive` as they come.
    package func runSaved(
        _ name: String, _ query: SavedQueryRequest, receive: @escaping @Sendable ([UInt8]) async throws -> Void
    ) async throws {
        var request = authorized("POST", WireTarget("api", "v1", "queries", "saved", name))
        request.headers["content-type"] = "application/json"
        request.body = .bytes(try WireJSON.encode(query))
        try await stream(request, receive: receive)
    }
}
