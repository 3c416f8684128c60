package import BasinWire

/// Finding what there is.
extension APIClient {
    package func search(_ request: SearchRequest) async throws -> SearchAnswer {
        var query: [(name: String, value: String?)] = [("q", request.text), ("limit", request.limit.map { String($0) })]
        query += request.kinds.map { ("kind", $0) } + request.owners.map { ("owner", $0) }
        query += request.tiers.map { ("tier", $0) } + request.classifications.map { ("classification", $0) }
        return try await get(WireTarget("api", "v1", "search", query: query))
    }

    package func lineage(
        of name: String, column: String?, direction: String?, depth: Int?
    ) async throws -> LineageAnswer {
        try await get(
            WireTarget(
                "api", "v1", "datasets", name, "lineage",
                query: [("column", column), ("direction", direction), ("depth", depth.map { String($0) })]))
    }

    package func changes(of name: String?, limit: Int?) async throws -> [AppliedChange] {
        try await get(WireTarget("api", "v1", "changes", query: [("name", name), ("limit", limit.map { String($0) })]))
    }
}
