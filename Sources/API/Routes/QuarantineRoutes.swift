import BasinCore
import BasinWire
import Hummingbird

/// Refused events: why, which, and once more.
enum QuarantineRoutes {
    private static let type = QueryParameter(
        name: "type", description: "The event type; without it, events of types that are not known.")

    static func routes(_ services: Services) -> [Route] {
        [
            Route(
                method: .get, path: "/api/v1/quarantine", access: .may(.find), summary: "Types that have refused events.",
                answer: .json([QuarantineTotalsSummary].self, "The types, the most events first.")
            ) { _ in try .json(await services.quarantine.totals()) },
            Route(
                method: .get, path: "/api/v1/quarantine/reasons", access: .may(.find),
                summary: "Why events of a type were refused.", query: [type],
                answer: .json([QuarantineReasonSummary].self, "The reasons, the commonest first.")
            ) { door in try .json(await services.quarantine.reasons(door.query.first("type"))) },
            Route(
                method: .get, path: "/api/v1/quarantine/events", access: .may(.develop),
                summary: "Refused events, newest first, with what may be personal masked.",
                query: [
                    type,
                    QueryParameter(name: "reason", description: "Only events refused for this code."),
                    QueryParameter(
                        name: "limit", description: "At most so many.",
                        type: .integer(1...1000, otherwise: 20)),
                ],
                answer: .json([QuarantinedEvent].self, "The events.")
            ) { door in
                try .json(
                    await services.quarantine.events(
                        door.query.first("type"), door.query.first("reason"), door.query.number("limit"), door.person))
            },
            Route(
                method: .post, path: "/api/v1/types/{name}/replay", access: .may(.develop),
                summary: "Take refused events through intake again; what is accepted is delivered exactly once.",
                body: .json(ReplayRequest.self),
                answer: .json(ReplayAnswer.self, "What became of them.")
            ) { door in
                let request = try await door.json(ReplayRequest.self)
                return try .json(await services.quarantine.replay(door.parameter("name"), request.reason))
            },
        ]
    }
}
