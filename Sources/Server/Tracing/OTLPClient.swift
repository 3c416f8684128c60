import AsyncHTTPClient
import BasinCore
import BasinTracing
import NIOCore
import NIOHTTP1

/// The collector, as OTLP/HTTP reaches it. `close` must be called.
struct OTLPClient: Sendable {
    private let endpoint: OutgoingEndpoint

    init(_ settings: TraceSettings) {
        endpoint = OutgoingEndpoint(
            settings.endpoint, agent: "OTel-OTLP-Exporter-Swift/\(BasinVersion.current)",
            headers: settings.headers.map { ($0.name, $0.value) })
    }

    /// Tries once. Takes little more than ten seconds at most.
    func post(_ body: [UInt8]) async -> ExportRetry.Answer { await endpoint.post(body, read: Self.answer) ?? .nothing }

    func close() async { await endpoint.close() }

    private static let patienceWithBody = Duration.seconds(2)
    private static let longestAnswer = 64 << 10

    @Sendable private static func answer(_ response: HTTPClientResponse) async -> ExportRetry.Answer {
        let status = Int(response.status.code)
        guard status / 100 == 2 else {
            // As a date it counts as none: then the waits grow by themselves.
            return .status(status, retryAfter: response.headers.first(name: "Retry-After").flatMap { Int($0) })
        }
        // It took the spans; what it says beside that is not waited for without end.
        let answer = await within(patienceWithBody) { try? await response.body.collect(upTo: longestAnswer) }
        return .taken(rejected: ExportAnswer.rejected(Array(buffer: (answer ?? nil) ?? ByteBuffer())))
    }
}
