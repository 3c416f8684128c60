import BasinCore
import HTTPTypes
import Hummingbird
import NIOCore

/// Snowplow's tracker protocol, version 2: POST and GET pixel. Paths of other vendors are not taken, because they would
/// swallow those of other protocols.
enum SnowplowRoutes {
    static func routes(_ door: ClientDoor) -> [Route] {
        let post = Route(
            method: .post, path: "/com.snowplowanalytics.snowplow/tp2", access: .clientKey, errors: .client(.snowplow),
            isCrossOrigin: true, summary: "Snowplow: a batch of events.", query: [ClientDoor.dryRun],
            body: BodyDescription(contentTypes: ["application/json"]),
            answer: AnswerDescription(description: "Everything is durable.", contentTypes: ["text/plain"])
        ) { request in
            var taken = ClientDoorRequest(.snowplow)
            taken.isAnonymous = request.request.headers[.anonymous] != nil
            let (answer, isDryRun) = try await door.take(taken, request)
            return isDryRun ? ClientDoor.dryRunAnswer(answer) : .text("ok")
        }
        let pixels = ["/i", "/ice.png"].map { pixel($0, door) }
        return [post] + pixels + ([post] + pixels).map { ClientDoor.preflight($0.path) }
    }

    private static func pixel(_ path: String, _ door: ClientDoor) -> Route {
        Route(
            method: .get, path: path, access: .clientKey, errors: .client(.snowplow), isCrossOrigin: true,
            summary: "Snowplow: one event in the query.",
            answer: AnswerDescription(description: "A picture of one dot; the event is durable.", contentTypes: ["image/gif"])
        ) { request in
            var taken = ClientDoorRequest(.snowplow)
            taken.isAnonymous = request.request.headers[.anonymous] != nil
            taken.userAgent = request.request.headers[.userAgent]
            taken.pixel = request.request.uri.query ?? ""
            _ = try await door.services.receiveCalls(taken)
            var response = Response.bytes(ByteBuffer(bytes: dot), type: "image/gif")
            response.headers[.cacheControl] = "no-store"
            return response
        }
    }

    /// A transparent GIF of one by one.
    private static let dot: [UInt8] = [
        0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 0x01, 0x00, 0x01, 0x00, 0x80, 0x00, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff,
        0x21, 0xf9, 0x04, 0x01, 0x00, 0x00, 0x00, 0x00, 0x2c, 0x00, 0x00, 0x00, 0x00, 0x01, 0x00, 0x01, 0x00, 0x00, 0x02,
        0x02, 0x44, 0x01, 0x00, 0x3b,
    ]
}

extension HTTPField.Name {
    /// The name is a constant token, so it cannot be refused.
    fileprivate static let anonymous = HTTPField.Name("SP-Anonymous")!
}
