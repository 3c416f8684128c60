import AsyncHTTPClient
import BasinCore
import NIOCore
import NIOHTTP1

/// The endpoint that is told of Basin's runs. `close` must be called.
struct LineageClient: Sendable {
    enum Answer: Sendable, Equatable {
        /// It took the event.
        case taken
        /// It does not want this event, and will not want it later.
        case refused(Int)
        /// It may take it later: it is ill, or not set up as it should be.
        case later(Int)
        /// None: no connection, no answer in time.
        case nothing
    }

    private let client: HTTPClient
    private let request: HTTPClientRequest

    init(_ target: LineageTarget) {
        var configuration = HTTPClient.Configuration()
        configuration.timeout.connect = .seconds(5)
        configuration.connectionPool.retryConnectionEstablishment = false
        // A redirect might take the key with it, or lead inside.
        configuration.redirectConfiguration = .disallow
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        var request = HTTPClientRequest(url: target.url)
        request.method = .POST
        request.headers.add(name: "User-Agent", value: "Basin/\(BasinVersion.current)")
        request.headers.add(name: "Content-Type", value: "application/json")
        if let key = target.key { request.headers.add(name: "Authorization", value: "Bearer " + key) }
        self.request = request
    }

    /// Tries once. Takes little more than ten seconds at most; what the answer says beside its status is not read.
    func post(_ body: [UInt8]) async -> Answer {
        await within(.seconds(12)) {
            var request = request
            request.body = .bytes(ByteBuffer(bytes: body))
            guard let response = try? await client.execute(request, timeout: .seconds(10)) else { return .nothing }
            let status = Int(response.status.code)
            switch status {
            case 200..<300: return .taken
            // The event itself is at fault, not the door.
            case 400, 409, 413, 422: return .refused(status)
            default: return .later(status)
            }
        } ?? .nothing
    }

    func close() async { try? await client.shutdown() }
}
