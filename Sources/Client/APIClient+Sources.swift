import BasinCore
package import BasinWire

/// Doors for clients of other protocols.
extension APIClient {
    package func sources() async throws -> [SourceSummary] { try await get(WireTarget("api", "v1", "sources")) }

    package func samples(of source: String) async throws -> [SampleRequest] {
        try await get(WireTarget("api", "v1", "sources", source, "samples"))
    }

    /// Sends what a client would send, as a dry run: nothing is stored.
    /// - Parameter key: a write key's secret; nil for open sources.
    package func tryOut(_ sample: SampleRequest, key: String?) async throws -> DryRunAnswer {
        var headers = ["content-type": sample.contentType]
        if let key { headers["authorization"] = "Bearer " + key }
        let path = sample.path + (sample.path.contains("?") ? "&" : "?") + "dry_run=true"
        let request = WireRequest(
            method: sample.method, path: path, headers: headers, body: .bytes(Array(sample.body.utf8)))
        return try decode(DryRunAnswer.self, from: await exchange(request))
    }
}
