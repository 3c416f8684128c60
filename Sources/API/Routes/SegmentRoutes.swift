import BasinCore
import HTTPTypes
import Hummingbird

/// Segment's HTTP Tracking API, for its clients and RudderStack's.
enum SegmentRoutes {
    /// By path below `/v1/`: long names of servers' libraries, first letters of browsers'.
    private static let calls = [
        ("track", "track"), ("identify", "identify"), ("page", "page"), ("screen", "screen"), ("group", "group"),
        ("alias", "alias"), ("t", "track"), ("i", "identify"), ("p", "page"), ("s", "screen"), ("g", "group"),
        ("a", "alias"),
    ]
    private static let batches = ["/v1/batch", "/v1/b", "/v1/import", "/beacon/v1/batch"]

    static func routes(_ door: ClientDoor) -> [Route] {
        let single = calls.map { path, call in
            door.route("/v1/" + path, call: call, summary: "Segment: one \(call) call.") { _, _ in success }
        }
        let batch = batches.map { path in
            door.route(path, summary: "Segment: a batch of calls.") { _, _ in success }
        }
        let taking = single + batch
        return taking + taking.map { ClientDoor.preflight($0.path) }
            + ["/projects/{key}/settings", "/v1/projects/{key}/settings"].map(settings)
    }

    private static var success: Response { .json(["success": .bool(true)] as JSONValue) }

    /// What mobile and browser libraries ask for before they send: where to.
    private static func settings(_ path: String) -> Route {
        Route(
            method: .get, path: path, access: .open, errors: .client(.segment), isCrossOrigin: true,
            summary: "Segment: what its libraries ask for at start.",
            answer: AnswerDescription(description: "Send everything here.", contentTypes: ["application/json"])
        ) { door in
            let integration: JSONValue = ["apiKey": .string(try door.parameter("key")), "type": "server"]
            return .json([
                "integrations": ["Segment.io": integration], "plan": ["track": [:]], "edgeFunction": [:],
                "metrics": ["sampleRate": .int(0)],
            ] as JSONValue)
        }
    }
}
