import BasinCore
import BasinWire
import Hummingbird

/// Definitions as code.
enum DefinitionRoutes {
    static func routes(_ services: Services) -> [Route] {
        [
            Route(
                method: .post, path: "/api/v1/plan", access: .may(.develop), changes: false, summary: "What applying these files would do.",
                body: .json(DefinitionFiles.self), answer: .json(PlanAnswer.self, "The changes.")
            ) { door in
                try .json(await services.plan(door.json(DefinitionFiles.self).files, door.person))
            },
            Route(
                method: .post, path: "/api/v1/apply", access: .may(.develop), isConditional: true,
                summary: "Make the platform as these files say.", body: .json(DefinitionFiles.self),
                answer: .json(PlanAnswer.self, "The changes that were made.")
            ) { door in
                let files = try await door.json(DefinitionFiles.self)
                door.notes.add("reason", files.reason)
                let answer = try await services.apply(files, door.person, door.precondition)
                door.notes.add("changes", String(answer.changes.count))
                // What they say of each is in the history.
                door.notes.add("objects", answer.changes.map { "\($0.kind) \($0.object)" }.joined(separator: ", "))
                return try .json(answer)
            },
        ]
    }
}
