import BasinCore
import BasinWire
import Hummingbird

/// Doors for clients of other protocols: which there are, and what to try them with.
enum SourceRoutes {
    static func routes(_ sources: SourceServices) -> [Route] {
        [
            Route(
                method: .get, path: "/api/v1/sources", access: .may(.find), summary: "Doors for clients of other protocols.",
                answer: .json([SourceSummary].self, "The sources, by name.")
            ) { _ in try .json(await sources.all()) },
            Route(
                method: .get, path: "/api/v1/sources/{name}/samples", access: .may(.find),
                summary: "Requests to try a source with; send them with `dry_run=true` and nothing is stored.",
                answer: .json([SampleRequest].self, "One for each event type, and one for the catch-all.")
            ) { door in try .json(await sources.samples(door.parameter("name"))) },
        ]
    }
}
