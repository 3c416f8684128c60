import BasinCore
import BasinTracing
import HTTPTypes
import Hummingbird
import NIOCore

/// A request as a span: OpenTelemetry's conventions for HTTP servers, without anything that a client wrote. Of the path
/// only the route's pattern is told, since names in it are a person's words.
///
/// https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server-span
struct TracedRequest: Sendable {
    private let trace: ActiveTrace
    private let name: String
    private let attributes: [Attribute]

    /// Nil when nothing of it will be recorded.
    init?(_ route: Route, _ request: Request, isEncrypted: Bool, _ tracer: Tracer) {
        let parent = TraceParent(header: request.headers[.traceParent])
        guard let trace = tracer.begin(Self.kind(route), parent: parent) else { return nil }
        self.trace = trace
        // A method that no route has never comes so far.
        let method = request.method.rawValue
        name = method + " " + route.path
        attributes = [
            Attribute(.method, method), Attribute(.route, route.path), Attribute(.path, route.path),
            Attribute(.scheme, isEncrypted ? "https" : "http"),
        ] + (request.contentLength.map { [Attribute(.requestBytes, $0)] } ?? [])
    }

    private static func kind(_ route: Route) -> Sampler.Kind {
        if route.access == .writeKey { return .events }
        // Browsers ask before they send.
        if route.method == .options || probes.contains(route.path) { return .probe }
        if case .client = route.errors { return .events }
        return .request
    }

    /// What machines ask again and again.
    private static let probes: Set<String> = ["/healthz", "/readyz", "/metrics"]

    /// The response of `answer`, inside the span. A body that is made while it is sent belongs to it.
    func around(
        _ answer: (ActiveTrace) async -> (response: Response, failure: BasinError.Code?)
    ) async -> Response {
        let (answered, code) = await ActiveTrace.$current.withValue(trace) { await answer(trace) }
        var response = answered
        let status = response.status.code
        guard response.body.contentLength == nil else {
            end(status, bytes: response.body.contentLength, code, fails: status >= 500)
            return response
        }
        let body = response.body
        response.body = ResponseBody { [self] writer in
            do {
                try await body.write(writer)
                end(status, bytes: nil, code, fails: status >= 500)
            } catch {
                // A client that goes away is no failure; an answer of ours that breaks off is one.
                let known = (error as? BasinError)?.code
                end(status, bytes: nil, known ?? Self.connection, fails: known != nil)
                throw error
            }
        }
        return response
    }

    /// What cuts a body short when no error of ours does.
    private static let connection = BasinError.Code(rawValue: "connection")

    /// - Parameter fails: by the server's fault. What the client did wrong is no failure.
    private func end(_ status: Int, bytes: Int?, _ code: BasinError.Code?, fails: Bool) {
        var more = attributes + [Attribute(.status, status)]
        if let bytes { more.append(Attribute(.responseBytes, bytes)) }
        if let code { more.append(Attribute(.errorCode, code.rawValue)) }
        trace.end(name, more, failure: fails ? code?.rawValue ?? String(status) : nil)
    }
}

extension HTTPField.Name {
    /// The name is a constant token, so it cannot be refused.
    static let traceParent = Self("traceparent")!
}
