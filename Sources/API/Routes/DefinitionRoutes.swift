import BasinWire
import Hummingbird

/// Definitions as code.
enum DefinitionRoutes {
    static func routes(_ services: Services) -> [Route] {
        [
            Route(
                method: .post, path: "/api/v1/plan", access: .token, summary: "What applying these files would do.",
                body: .json(DefinitionFiles.self), answer: .json(PlanAnswer.self, "The changes.")
            ) { door in
                try .json(await services.plan(door.json(DefinitionFiles.self).files))
            },
            Route(
                method: .post, path: "/api/v1/apply", access: .token, summary: "Make the platform as these files say.",
                body: .json(DefinitionFiles.self), answer: .json(PlanAnswer.self, "The changes that were made.")
            ) { door in
                try .json(await services.apply(door.json(DefinitionFiles.self), door.person))
            },
        ]
    }
}
