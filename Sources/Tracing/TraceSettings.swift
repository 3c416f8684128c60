import BasinCore

/// What the operator's environment says about traces, by OpenTelemetry's names.
package struct TraceSettings: Sendable, Equatable {
    package struct Header: Sendable, Equatable {
        package var name: String
        package var value: String
    }

    /// Where requests with spans go, `/v1/traces` included.
    package var endpoint: String
    /// Sent with every request; may hold a secret.
    package var headers: [Header] = []
    package var serviceName = "basin"
    package var sampler = Sampler()

    /// Nil without `OTEL_EXPORTER_OTLP_ENDPOINT`, and when it cannot be used: then nothing is traced. What cannot be
    /// understood is passed over, with a sentence for the operator that quotes no header.
    package static func of(_ environment: [String: String]) -> (settings: TraceSettings?, problems: [String]) {
        guard let base = environment[endpointName]?.trimmed, !base.isEmpty else { return (nil, []) }
        guard let endpoint = endpoint(base) else {
            return (nil, ["\(endpointName) is not a URL such as http://127.0.0.1:4318; nothing is traced."])
        }
        var settings = TraceSettings(endpoint: endpoint)
        var problems: [String] = []
        if let name = environment["OTEL_SERVICE_NAME"]?.trimmed, !name.isEmpty { settings.serviceName = name }
        let headers = headers(environment[headersName] ?? "")
        settings.headers = headers.good
        if headers.bad > 0 {
            problems.append("\(headersName) has \(headers.bad) entries that are not name=value; they are passed over.")
        }
        let sampler = sampler(environment[samplerName]?.trimmed ?? "", environment[samplerName + "_ARG"]?.trimmed ?? "")
        settings.sampler = sampler.sampler
        problems += sampler.problems
        if let wanted = environment[protocolName]?.trimmed, !wanted.isEmpty, wanted != "http/json" {
            problems.append("\(protocolName) is \(wanted.prefix(20)), and Basin speaks http/json only.")
        }
        return (settings, problems)
    }

    /// The endpoint's host and port, for a log: without what may be a password.
    package var host: String {
        let rest = endpoint.drop { $0 != "/" }.dropFirst(2).prefix { $0 != "/" }
        return String(rest.split(separator: "@", omittingEmptySubsequences: false).last ?? "")
    }

    private static let endpointName = "OTEL_EXPORTER_OTLP_ENDPOINT"
    private static let headersName = "OTEL_EXPORTER_OTLP_HEADERS"
    private static let protocolName = "OTEL_EXPORTER_OTLP_PROTOCOL"
    private static let samplerName = "OTEL_TRACES_SAMPLER"

    private static func endpoint(_ base: String) -> String? {
        guard let scheme = ["http://", "https://"].first(where: { base.lowercased().hasPrefix($0) }) else { return nil }
        let rest = base.dropFirst(scheme.count)
        guard let first = rest.first, first != "/", !rest.contains(where: { $0.isWhitespace || $0 == "?" || $0 == "#" })
        else { return nil }
        return scheme + (rest.last == "/" ? rest.dropLast() : rest) + "/v1/traces"
    }
}
