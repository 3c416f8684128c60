package import BasinWire

/// Finding what there is.
extension APIClient {
    package func search(_ request: SearchRequest) async throws -> SearchAnswer {
        var query: [(name: String, value: String?)] = [("q", request.text), ("limit", request.limit.map { String($0) })]
        query += request.kinds.map { ("kind", $0) } + request.owners.map { ("owner", $0) }
        query += request.tiers.map { ("tier", $0) } + request.classifications.map { ("classification", $0) }
        query += request.tags.map { ("tag", $0) } + request.freshness.map { ("freshness", $0) }
        if request.certified { query.append(("certified", "true")) }
        return try await get(WireTarget("api", "v1", "search", query: query))
    }

    package func glossary() async throws -> [GlossaryTermSummary] {
        try await get(WireTarget("api", "v1", "glossary"))
    }

    package func glossaryTerm(_ name: String) async throws -> GlossaryTermSummary {
        try await get(WireTarget("api", "v1", "glossary", name))
    }

    package func tags() async throws -> [TagSummary] { try await get(WireTarget("api", "v1", "tags")) }

    package func teams() async throws -> [TeamSummary] { try await get(WireTarget("api", "v1", "teams")) }
    package func team(_ name: String) async throws -> TeamDetail { try await get(WireTarget("api", "v1", "teams", name)) }

    /// What matters first, for whoever asks.
    package func home() async throws -> HomeSummary { try await get(WireTarget("api", "v1", "home")) }

    package func lineage(
        of name: String, column: String?, direction: String?, depth: Int?
    ) async throws -> LineageAnswer {
        try await get(
            WireTarget(
                "api", "v1", "datasets", name, "lineage",
                query: [("column", column), ("direction", direction), ("depth", depth.map { String($0) })]))
    }

    /// - Parameter revision: nil: the current one.
    package func lineage(
        of name: String, partition: String, revision: Int?, direction: String, depth: Int?
    ) async throws -> PartitionLineageAnswer {
        try await get(
            WireTarget(
                "api", "v1", "datasets", name, "partitions", partition, "lineage",
                query: [
                    ("revision", revision.map { String($0) }), ("direction", direction), ("depth", depth.map { String($0) }),
                ]))
    }

    package func changes(of name: String?, limit: Int?) async throws -> [AppliedChange] {
        try await get(WireTarget("api", "v1", "changes", query: [("name", name), ("limit", limit.map { String($0) })]))
    }

    /// - Parameter partition: nil: the last one that has rows.
    package func profile(of name: String, partition: String? = nil) async throws -> ProfileAnswer {
        try await get(WireTarget("api", "v1", "datasets", name, "profile", query: [("partition", partition)]))
    }

    /// A few rows as JSON.
    package func sample(
        of name: String, limit: Int? = nil, receive: @escaping @Sendable ([UInt8]) async throws -> Void
    ) async throws {
        let target = WireTarget("api", "v1", "datasets", name, "sample", query: [("limit", limit.map { String($0) })])
        try await stream(authorized("GET", target), receive: receive)
    }
}
