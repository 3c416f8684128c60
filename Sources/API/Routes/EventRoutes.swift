import BasinCore
import BasinWire
import HTTPTypes
import Hummingbird
import NIOCore

/// The door for events.
enum EventRoutes {
    static let contentTypes = [
        "application/cloudevents-batch+json", "application/cloudevents+json", "application/json",
        "application/x-ndjson",
    ]

    static func routes(_ services: Services, limits: DoorLimits, inFlight: InFlightBytes) -> [Route] {
        return [
            Route(
                method: .post, path: "/events", access: .writeKey, isCrossOrigin: true,
                summary: "Send events: CloudEvents 1.0 in any content mode, or NDJSON of them. A 200 means durable.",
                query: [ClientDoor.dryRun], body: BodyDescription(contentTypes: contentTypes),
                answer: .json(IntakeAnswer.self, "What was accepted and what was refused.")
            ) { door in
                guard let key = Credentials.bearer(door.request.headers) else {
                    throw BasinError(
                        .unauthorized, "Sending events needs a write key; send it as Authorization: Bearer ….")
                }
                // Before there is room for the body, or any of it is read.
                guard try services.admitsWriteKey(key) else { throw Credentials.refusedWriteKey }
                let isGzip = try isGzip(door.request.headers)
                let expected = min(door.request.contentLength ?? 0, limits.eventsBody)
                return try await inFlight.holding(expecting: expected) { add in
                    let body = try await door.request.collectedBody(upTo: limits.eventsBody, counting: add)
                    let answer = try await services.receive(
                        IntakeRequest(
                            writeKey: key, contentType: door.contentType,
                            attributes: attributes(door.request.headers), isGzip: isGzip,
                            isDryRun: door.query.flag(ClientDoor.dryRun.name), body: body))
                    return try response(answer)
                }
            },
            ClientDoor.preflight("/events"),
        ]
    }

    static func isGzip(_ headers: HTTPFields) throws -> Bool {
        switch headers[.contentEncoding]?.lowercased() {
        case nil, "identity": false
        case "gzip", "x-gzip": true
        default:
            throw BasinError(.unsupportedMediaType, "The Content-Encoding is not known here; use gzip or none.")
        }
    }

    /// CloudEvents' binary mode: header values are percent-encoded there.
    private static func attributes(_ headers: HTTPFields) -> [String: String] {
        var attributes: [String: String] = [:]
        for field in headers where field.name.canonicalName.hasPrefix("ce-") {
            attributes[String(field.name.canonicalName.dropFirst(3))] = PercentCoding.decode(field.value) ?? field.value
        }
        return attributes
    }

    /// Written by hand when nothing was refused: this is the answer to nearly every request of a busy server.
    private static func response(_ answer: IntakeAnswer) throws -> Response {
        guard answer.refused.isEmpty else { return try .json(answer) }
        var buffer = ByteBufferAllocator().buffer(capacity: 96)
        buffer.writeStaticString("{\"accepted\":")
        buffer.writeString(String(answer.accepted))
        buffer.writeStaticString(",\"dropped_fields\":")
        buffer.writeString(String(answer.droppedFields))
        buffer.writeStaticString(",\"refused\":[]}")
        return .bytes(buffer, type: "application/json")
    }
}
