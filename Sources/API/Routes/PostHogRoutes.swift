import BasinCore
import HTTPTypes
import Hummingbird

/// PostHog's capture API.
enum PostHogRoutes {
    private static let paths = ["/batch", "/e", "/capture", "/i/v0/e", "/track"]

    static func routes(_ door: ClientDoor) -> [Route] {
        let older = paths.map { path in
            door.route(path, summary: "PostHog: one event or a batch.") { _, _ in
                .json(["status": "Ok"] as JSONValue)
            }
        }
        let newer = door.route(
            "/i/v1/analytics/events", wantsIDs: true, summary: "PostHog: a batch, answered event by event."
        ) { answer, _ in
            .json(["results": .object(results(answer))] as JSONValue)
        }
        let taking = older + [newer]
        return taking + taking.map { ClientDoor.preflight($0.path) }
    }

    /// A refused event is in quarantine: sending it again would change nothing.
    private static func results(_ answer: ClientAnswer) -> [(String, JSONValue)] {
        var seen: Set<String> = []
        return answer.ids.enumerated().compactMap { index, id in
            guard !id.isEmpty, seen.insert(id).inserted else { return nil }
            guard let reason = answer.refused[index] else { return (id, ["result": "ok"]) }
            return (id, ["result": "drop", "details": .string(reason)])
        }
    }
}
