import BasinCore
import Hummingbird

/// Events on their way: to look at, and to be taken further.
enum LiveRoutes {
    static func routes(_ services: LiveServices) -> [Route] { [watch(services), stream(services)] }

    private static func watch(_ services: LiveServices) -> Route {
        Route(
            method: .get, path: "/api/v1/events/live", access: .may(.query),
            summary: "Watch events as they come, with what intake says of each; what may be personal is masked.",
            query: [
                QueryParameter(name: "type", description: "Only of this event type; once for each.", isRepeatable: true),
                QueryParameter(
                    name: "where",
                    description: "SQL: accepted events for which it is true. Needs a type.",
                    type: .text(atMost: 10_000, example: "length_s > 30")),
                QueryParameter(
                    name: "verdict", description: "Only events of this verdict.",
                    type: .word(["accepted", "refused"])),
            ],
            answer: AnswerDescription(
                description: "Server-sent events: accepted, refused, skipped (how many were not shown), error, end.",
                contentTypes: ["text/event-stream"], isStreamed: true)
        ) { door in
            let request = LiveEventsRequest(
                types: door.query.all("type"), condition: try door.query.first("where"),
                verdict: try door.query.first("verdict"))
            let person = try door.person
            return try await door.pieces { try await services.watch(request, person, $0) }
        }
    }

    private static func stream(_ services: LiveServices) -> Route {
        Route(
            method: .get, path: "/api/v1/events/stream", access: .may(.query),
            summary: "Take a type's events in the order of receipt; with each comes a cursor behind which to go on.",
            query: [
                QueryParameter(name: "type", description: "The event type.", isRequired: true),
                QueryParameter(name: "after", description: "Begin behind this cursor, which an earlier answer gave."),
                QueryParameter(
                    name: "from", description: "Without a cursor: begin with this hour or day, or with what comes now."),
                QueryParameter(name: "limit", description: "So many events at most.", type: .integer(1...Int.max)),
                QueryParameter(
                    name: "follow",
                    description: "Go on with new events; an empty line every 15 s says that there are none.", type: .flag),
            ],
            answer: AnswerDescription(
                description: "A line of JSON for each event: its cursor, and the event as a CloudEvent.",
                contentTypes: ["application/x-ndjson"], isStreamed: true)
        ) { door in
            let request = EventStreamRequest(
                type: try door.query.require("type"), after: try door.query.first("after"),
                from: try door.query.first("from"), limit: try door.query.number("limit"),
                follow: try door.query.flag("follow"))
            guard request.after == nil || request.from == nil else {
                throw BasinError(.invalid, "Give either `after`, a cursor, or `from`, a time.")
            }
            let person = try door.person
            return try await door.pieces { try await services.stream(request, person, $0) }
        }
    }
}
