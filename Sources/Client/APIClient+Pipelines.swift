package import BasinWire

/// Runs, partitions and backfills.
extension APIClient {
    package func runs(
        dataset: String? = nil, partition: String? = nil, state: String? = nil, limit: Int? = nil
    ) async throws -> [RunSummary] {
        try await get(
            WireTarget(
                "api", "v1", "runs",
                query: [
                    ("dataset", dataset), ("partition", partition), ("state", state), ("limit", limit.map { String($0) }),
                ]))
    }

    /// - Parameter failing: names of checks of which the rows that failed come along; they are read by that.
    package func run(_ id: Int, failing: [String] = []) async throws -> RunDetail {
        try await get(WireTarget("api", "v1", "runs", String(id), query: failing.map { ("failing", $0) }))
    }

    package func startRun(dataset: String, partition: String) async throws -> RunSummary {
        try await post(WireTarget("api", "v1", "runs"), RunRequest(dataset: dataset, partition: partition))
    }

    package func rerun(_ id: Int) async throws -> RunSummary {
        try await act(WireTarget("api", "v1", "runs", String(id), "rerun"))
    }

    package func cancelRun(_ id: Int) async throws -> RunSummary {
        try await act(WireTarget("api", "v1", "runs", String(id), "cancel"))
    }

    package func pipelineStatus() async throws -> PipelineStatus {
        try await get(WireTarget("api", "v1", "pipelines", "status"))
    }

    package func partitions(of dataset: String, from: String? = nil, to: String? = nil) async throws -> [PartitionSummary] {
        try await get(WireTarget("api", "v1", "datasets", dataset, "partitions", query: [("from", from), ("to", to)]))
    }

    package func why(_ dataset: String, partition: String) async throws -> WhyAnswer {
        try await get(WireTarget("api", "v1", "datasets", dataset, "why", query: [("partition", partition)]))
    }

    package func pause(_ dataset: String) async throws {
        _ = try await exchange(authorized("POST", WireTarget("api", "v1", "datasets", dataset, "pause")))
    }

    /// `gap` is `skip` or `catch_up`.
    package func resume(_ dataset: String, gap: String) async throws {
        var request = authorized("POST", WireTarget("api", "v1", "datasets", dataset, "resume"))
        request.headers["content-type"] = "application/json"
        request.body = .bytes(try WireJSON.encode(ResumeRequest(gap: gap)))
        _ = try await exchange(request)
    }

    package func backfills() async throws -> [BackfillSummary] {
        try await get(WireTarget("api", "v1", "backfills"))
    }

    package func backfill(_ id: Int) async throws -> BackfillSummary {
        try await get(WireTarget("api", "v1", "backfills", String(id)))
    }

    package func beginBackfill(_ request: BackfillRequest) async throws -> BackfillSummary {
        try await post(WireTarget("api", "v1", "backfills"), request)
    }

    /// `change` is `pause`, `resume` or `cancel`.
    package func changeBackfill(_ id: Int, _ change: String) async throws -> BackfillSummary {
        try await act(WireTarget("api", "v1", "backfills", String(id), change))
    }

    private func act<Answer: Decodable>(_ target: WireTarget) async throws -> Answer {
        try decode(Answer.self, from: await exchange(authorized("POST", target)))
    }
}
