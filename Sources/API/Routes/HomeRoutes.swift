import BasinCore
import BasinWire
import Hummingbird

/// What matters first.
enum HomeRoutes {
    static func routes(_ pages: PageServices) -> [Route] {
        [
            Route(
                method: .get, path: "/api/v1/home", access: .may(.find),
                summary: "What is late, failed or stale, what the asker's teams own, what is used more, and what comes in now.",
                answer: .json(HomeSummary.self, "The summary, for whoever asks.")
            ) { door in try .json(await pages.home(door.person)) }
        ]
    }
}
