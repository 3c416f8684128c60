import BasinAPI
import BasinCore
import BasinWire
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// The doors with fake services behind them.
struct Door {
    var responder: RouterResponder<DoorContext>
    /// Where requests come from; nil: from this process.
    var address: SocketAddress?
    /// What they call this server.
    var host = "localhost"

    init(_ services: Services, limits: DoorLimits = DoorLimits(), isEncrypted: Bool = false) {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        responder = BasinRouter.make(services: services, limits: limits, isEncrypted: isEncrypted, logger: logger)
    }

    struct Answer {
        var status: Int
        var headers: HTTPFields
        var body: String
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, token: String? = Services.goodToken,
        headers: HTTPFields = [:], body: [UInt8] = []
    ) async throws -> Answer {
        var headers = headers
        if let token { headers[.authorization] = "Bearer " + token }
        headers[.contentLength] = String(body.count)
        return try await send(method, path, headers: headers, body: RequestBody(buffer: ByteBuffer(bytes: body)))
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, authority: String? = nil, headers: HTTPFields, body: RequestBody
    ) async throws -> Answer {
        let head = HTTPRequest(
            method: method, scheme: "http", authority: authority ?? host, path: path, headerFields: headers)
        let context = DoorContext(
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), address: address)
        let response = try await responder.respond(to: Request(head: head, body: body), context: context)
        let collected = Collected()
        try await response.body.write(collected)
        return Answer(status: response.status.code, headers: response.headers, body: collected.text)
    }

    private final class Collected: ResponseBodyWriter, Sendable {
        private let held = Mutex<[UInt8]>([])
        var text: String { held.withLock { String(decoding: $0, as: UTF8.self) } }
        func write(_ buffer: ByteBuffer) async throws { held.withLock { $0 += Array(buffer.readableBytesView) } }
        consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }
}
