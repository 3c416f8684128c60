import BasinCore
import HTTPTypes

/// What tells live pages to look again.
enum PulsePages {
    static func routes(_ services: Services) -> [Route] {
        [
            Route(
                method: .get, path: "/pulse", access: .may(.find), summary: "Hear that something which pages show may have changed.",
                answer: AnswerDescription(
                    description: "Server-sent events: changed, once a second at most. It ends when the server stops, or the token is good no more.",
                    contentTypes: ["text/event-stream"], isStreamed: true)
            ) { door in
                let person = try door.person
                return try await door.pieces { try await services.pages.pulse(person, $0) }
            }
        ]
    }
}
