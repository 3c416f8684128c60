import AsyncHTTPClient
import BasinCore
import BasinTracing
import Foundation
import NIOCore
import NIOHTTP1

/// The collector, as OTLP/HTTP reaches it. `close` must be called.
struct OTLPClient: Sendable {
    private let client: HTTPClient
    private let request: HTTPClientRequest

    init(_ settings: TraceSettings) {
        var configuration = HTTPClient.Configuration()
        configuration.timeout.connect = .seconds(5)
        // What is tried again, and when, is decided elsewhere. A redirect might take the headers' secrets with it.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.redirectConfiguration = .disallow
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        var request = HTTPClientRequest(url: settings.endpoint)
        request.method = .POST
        request.headers.add(name: "User-Agent", value: "OTel-OTLP-Exporter-Swift/\(BasinVersion.current)")
        for header in settings.headers { request.headers.replaceOrAdd(name: header.name, value: header.value) }
        request.headers.replaceOrAdd(name: "Content-Type", value: "application/json")
        self.request = request
    }

    /// Tries once. Takes little more than ten seconds at most.
    func post(_ body: [UInt8]) async -> ExportRetry.Answer {
        await within(Self.patience) { await exchange(body) } ?? .nothing
    }

    func close() async { try? await client.shutdown() }

    private static let patience = Duration.seconds(12)
    private static let patienceWithBody = Duration.seconds(2)
    private static let longestAnswer = 64 << 10

    private func exchange(_ body: [UInt8]) async -> ExportRetry.Answer {
        var request = request
        request.body = .bytes(ByteBuffer(bytes: body))
        do {
            let response = try await client.execute(request, timeout: .seconds(10))
            let status = Int(response.status.code)
            guard status / 100 == 2 else {
                // As a date it counts as none: then the waits grow by themselves.
                return .status(status, retryAfter: response.headers.first(name: "Retry-After").flatMap { Int($0) })
            }
            // It took the spans; what it says beside that is not waited for without end.
            let answer = await within(Self.patienceWithBody) {
                try? await response.body.collect(upTo: Self.longestAnswer)
            }
            return .taken(rejected: ExportAnswer.rejected(Array(buffer: (answer ?? nil) ?? ByteBuffer())))
        } catch {
            return .nothing
        }
    }
}
