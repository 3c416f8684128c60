import BasinCore
import BasinWire
import Hummingbird

/// Event types: which there are, how each is, how it is sent.
enum TypeRoutes {
    static func routes(_ events: EventServices) -> [Route] {
        [
            Route(
                method: .get, path: "/api/v1/types", access: .may(.find),
                summary: "Event types, with what came in the last 24 hours.",
                answer: .json([EventTypeSummary].self, "The event types, by name; removed ones, too.")
            ) { _ in try .json(await events.types()) },
            Route(
                method: .get, path: "/api/v1/types/{name}", access: .may(.find), summary: "Everything about one event type.",
                answer: .json(EventTypeDetail.self, "The event type.")
            ) { door in try .json(await events.type(door.parameter("name"))) },
            Route(
                method: .get, path: "/api/v1/types/{name}/examples", access: .may(.find),
                summary: "Programs that send one event of a type, with values that fit.",
                query: [
                    QueryParameter(
                        name: "server", description: "The address by which programs reach this server.",
                        type: .text(atMost: 200, example: "https://data.example"))
                ],
                answer: .json([EventExample].self, "One for each language.")
            ) { door in
                let server = try EventAddress.checked(door.query.first("server"))
                return try .json(await events.examples(door.parameter("name"), server))
            },
        ]
    }
}
