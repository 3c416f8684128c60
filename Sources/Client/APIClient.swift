package import BasinWire

/// Everything that can be asked of Basin, typed, whatever lies between.
///
/// Every method throws `BasinError`: the server's own, or `.unavailable` when it cannot be reached.
package struct APIClient: Sendable {
    package var transport: Transport
    /// The admin token; nil to send events only.
    package var token: String?

    package init(transport: Transport, token: String?) {
        self.transport = transport
        self.token = token
    }

    package func plan(_ files: [String: String]) async throws -> PlanAnswer {
        try await post(WireTarget("api", "v1", "plan"), DefinitionFiles(files: files))
    }

    package func apply(_ files: [String: String], reason: String? = nil) async throws -> PlanAnswer {
        try await post(WireTarget("api", "v1", "apply"), DefinitionFiles(files: files, reason: reason))
    }

    package func keys() async throws -> [KeySummary] {
        try await get(WireTarget("api", "v1", "keys"))
    }

    package func createKey(_ name: String, limit: String? = nil, quota: String? = nil) async throws -> CreatedKey {
        try await post(WireTarget("api", "v1", "keys"), KeyRequest(name: name, limit: limit, quota: quota))
    }

    /// Nil takes a limit away.
    package func limitKey(_ name: String, limit: String?, quota: String?) async throws {
        var request = authorized("PUT", WireTarget("api", "v1", "keys", name, "limits"))
        request.headers["content-type"] = "application/json"
        request.body = .bytes(try WireJSON.encode(KeyLimits(limit: limit, quota: quota)))
        _ = try await exchange(request)
    }

    package func revokeKey(_ name: String) async throws {
        _ = try await exchange(authorized("DELETE", WireTarget("api", "v1", "keys", name)))
    }

    package func datasets() async throws -> [DatasetSummary] {
        try await get(WireTarget("api", "v1", "datasets"))
    }

    package func dataset(_ name: String) async throws -> DatasetDetail {
        try await get(WireTarget("api", "v1", "datasets", name))
    }

    /// `from` and `to` are hours or days, `to` not included.
    package func hours(of type: String, from: String? = nil, to: String? = nil) async throws -> [HourSummary] {
        try await get(WireTarget("api", "v1", "types", type, "hours", query: [("from", from), ("to", to)]))
    }

    /// What keeps data from being complete; with `all` also what did.
    package func incidents(all: Bool = false) async throws -> [IncidentSummary] {
        try await get(WireTarget("api", "v1", "incidents", query: [("all", all ? "true" : nil)]))
    }

    /// `fields` to split by; `from` and `to` are hours or days of receipt, `to` not included.
    package func loss(
        of type: String, by fields: [String], from: String? = nil, to: String? = nil
    ) async throws -> [LossSummary] {
        try await get(
            WireTarget(
                "api", "v1", "types", type, "loss",
                query: fields.map { ("by", $0) } + [("from", from), ("to", to)]))
    }

    package func compare(_ request: ComparisonRequest) async throws -> ComparisonSummary {
        try await post(WireTarget("api", "v1", "compare"), request)
    }

    package func status() async throws -> PlatformStatus {
        try await get(WireTarget("api", "v1", "status"))
    }

    /// Runs the query and hands its rows, in the format asked for, to `receive` as they come.
    package func query(
        _ query: QueryRequest, receive: @escaping @Sendable ([UInt8]) async throws -> Void
    ) async throws {
        var request = authorized("POST", WireTarget("api", "v1", "query"))
        request.headers["content-type"] = "application/json"
        request.body = .bytes(try WireJSON.encode(query))
        try await stream(request, receive: receive)
    }

    /// Sends a file of `length` bytes, pulled from `next` as the server reads. Returns when all of it is published.
    package func importFile(
        _ file: ImportRequest, length: Int?, next: @escaping @Sendable () async throws -> [UInt8]?
    ) async throws -> ImportSummary {
        var query: [(name: String, value: String?)] = [
            ("type", file.type), ("format", file.format), ("time_field", file.timeField), ("from", file.from),
            ("to", file.to), ("replace", file.replace ? "true" : nil), ("reason", file.reason),
            ("source", file.source), ("id_field", file.idField),
        ]
        for (field, record) in file.mapping.sorted(by: { $0.key < $1.key }) {
            query.append(("map", field + "=" + record))
        }
        query += file.mayLack.sorted().map { ("may_lack", $0) }
        var request = authorized("POST", WireTarget("api", "v1", "imports", query: query))
        request.headers["content-type"] = "application/octet-stream"
        request.body = .stream(length: length, next: next)
        return try decode(ImportSummary.self, from: await exchange(request))
    }

    /// Sends one batch of events. All of it is durable when this returns.
    package func send(
        events: [UInt8], contentType: String = "application/cloudevents-batch+json", isGzip: Bool = false,
        writeKey: String
    ) async throws -> IntakeAnswer {
        var headers = ["content-type": contentType, "authorization": "Bearer " + writeKey]
        if isGzip { headers["content-encoding"] = "gzip" }
        let request = WireRequest(method: "POST", path: "/events", headers: headers, body: .bytes(events))
        return try decode(IntakeAnswer.self, from: await exchange(request))
    }

    /// False while the server starts or stops. Throws `.unavailable` when it cannot be reached.
    package func isReady() async throws -> Bool {
        try await transport.send(WireRequest(method: "GET", path: "/readyz")) { _, _ in }.status == 200
    }
}
