import BasinCore
import BasinWire
import HTTPTypes
import Hummingbird
import NIOCore

/// What the doors of all protocols do the same way: who sends, how much, and what a browser asks first.
struct ClientDoor: Sendable {
    let clientProtocol: ClientProtocol
    let services: Services
    let limits: DoorLimits
    let inFlight: InFlightBytes

    /// A route that takes calls.
    /// - Parameter answer: what the protocol's clients want to hear.
    func route(
        _ path: String, call: String? = nil, wantsIDs: Bool = false, summary: String,
        answer: @escaping @Sendable (ClientAnswer, DoorRequest) throws -> Response
    ) -> Route {
        Route(
            method: .post, path: path, access: .clientKey, errors: .client(clientProtocol), isCrossOrigin: true,
            summary: summary, query: [Self.dryRun],
            body: BodyDescription(contentTypes: ["application/json"]),
            answer: AnswerDescription(description: "Everything is durable.", contentTypes: ["application/json"])
        ) { door in
            var request = ClientDoorRequest(clientProtocol, call: call)
            request.wantsIDs = wantsIDs
            let (taken, isDryRun) = try await take(request, door)
            return isDryRun ? Self.dryRunAnswer(taken) : try answer(taken, door)
        }
    }

    /// Reads what the headers say and the body, and hands both on.
    func take(_ request: ClientDoorRequest, _ door: DoorRequest) async throws -> (answer: ClientAnswer, isDryRun: Bool) {
        var request = request
        request.writeKey = try Credentials.writeKey(door)
        // Before there is room for the body, or any of it is read.
        if let key = request.writeKey, try !services.admitsWriteKey(key) { throw Credentials.refusedWriteKey }
        request.isGzip = try EventRoutes.isGzip(door.request.headers)
        request.userAgent = door.request.headers[.userAgent]
        request.isDryRun = try door.query.flag(Self.dryRun.name)
        let expected = min(door.request.contentLength ?? 0, limits.eventsBody)
        let isDryRun = request.isDryRun
        let answer = try await inFlight.holding(expecting: expected) { [request] add in
            var request = request
            request.body = try await door.request.collectedBody(upTo: limits.eventsBody, counting: add)
            return try await services.receiveCalls(request)
        }
        return (answer, isDryRun)
    }

    static let dryRun = QueryParameter(
        name: "dry_run", description: "Nothing is stored; the answer says what would become of each event.", type: .flag)

    /// The events as they would be stored, and who would be refused.
    static func dryRunAnswer(_ answer: ClientAnswer) -> Response {
        let refused = answer.refused.sorted { $0.key < $1.key }.map { index, message -> JSONValue in
            ["index": .int(index), "message": .string(message)]
        }
        var buffer = ByteBuffer()
        buffer.writeString("{\"calls\":\(answer.callCount),\"refused\":")
        buffer.writeBytes(JSONValue.array(refused).bytes)
        buffer.writeString(",\"events\":")
        buffer.writeString(answer.events ?? "[]")
        buffer.writeString("}")
        return .bytes(buffer, type: "application/json")
    }

    /// What browsers ask before they send to another origin. Write keys are no cookies: any page may use the one it has.
    static func preflight(_ path: String) -> Route {
        Route(
            method: .options, path: path, access: .open, isCrossOrigin: true, summary: "What a browser asks before it sends.",
            answer: AnswerDescription(status: 204, description: "It may.")
        ) { door in
            var response = Response(status: .noContent)
            response.headers[.accessControlAllowMethods] = "GET, POST, OPTIONS"
            response.headers[.accessControlAllowHeaders] =
                door.request.headers[.accessControlRequestHeaders] ?? "Authorization, Content-Type, Content-Encoding"
            response.headers[.accessControlMaxAge] = "3600"
            return response
        }
    }
}

extension Response {
    /// Lets the page that asked read the answer.
    mutating func allowOrigin(of request: Request) {
        guard let origin = request.headers[.origin] else { return }
        headers[.accessControlAllowOrigin] = origin
        headers[.accessControlAllowCredentials] = "true"
        headers.vary(by: ["Origin"])
    }
}
