import BasinCore
package import BasinWire
import HTTPTypes
import Hummingbird
package import Logging
import NIOCore

/// The doors without a socket: requests go through the same router, and so through the same checks, as over HTTP.
package struct InProcess: Sendable {
    package let transport: Transport
    /// A token that only this transport's router knows: who can open the data folder needs no other.
    package let token: String

    /// A router of its own over `services`.
    package init(services: Services, limits: DoorLimits = DoorLimits(), logger: Logger) {
        let token = Self.makeToken()
        var trusting = services
        // Nobody's request came in; a view that looks every second would be most of what is traced.
        trusting.tracer = nil
        trusting.authenticate = { shown in
            if shown == token { return .local }
            return try await services.authenticate(shown)
        }
        let responder = BasinRouter.make(services: trusting, limits: limits, logger: logger)
        self.token = token
        transport = Transport { request, receive in
            let response = try await responder.respond(
                to: Self.request(request), context: DoorContext(logger: logger))
            let head = WireHead(
                status: response.status.code,
                headers: Dictionary(
                    response.headers.map { ($0.name.canonicalName, $0.value) }, uniquingKeysWith: { $0 + ", " + $1 }))
            try await response.body.write(ReceivingWriter(head: head, receive: receive))
            return head
        }
    }

    private static func request(_ request: WireRequest) throws -> Request {
        guard let method = HTTPRequest.Method(request.method) else {
            throw BasinError(.invalid, "The method of the request is not an HTTP method.")
        }
        var fields = HTTPFields()
        for (name, value) in request.headers {
            guard let name = HTTPField.Name(name) else {
                throw BasinError(.invalid, "A header's name is not an HTTP header name.")
            }
            fields[name] = value
        }
        let body: RequestBody
        switch request.body {
        case .bytes(let bytes):
            fields[.contentLength] = String(bytes.count)
            body = RequestBody(buffer: ByteBuffer(bytes: bytes))
        case .stream(let length, let next):
            if let length { fields[.contentLength] = String(length) }
            body = RequestBody(
                asyncSequence: AsyncThrowingStream<ByteBuffer, any Error> { try await next().map(ByteBuffer.init(bytes:)) })
        }
        let head = HTTPRequest(
            method: method, scheme: "http", authority: "localhost", path: request.path, headerFields: fields)
        return Request(head: head, body: body)
    }

    /// 256 bits from the system's generator.
    private static func makeToken() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<4).map { _ in String(UInt64.random(in: .min ... .max, using: &generator), radix: 36) }.joined()
    }
}
