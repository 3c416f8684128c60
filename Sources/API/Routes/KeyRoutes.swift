import BasinCore
import BasinWire
import Hummingbird

/// Write keys.
enum KeyRoutes {
    static func routes(_ services: Services) -> [Route] {
        [
            Route(
                method: .get, path: "/api/v1/keys", access: .may(.administer), summary: "Write keys, without their secrets.",
                answer: .json([KeySummary].self, "The keys.")
            ) { _ in try .json(await services.keys()) },
            Route(
                method: .post, path: "/api/v1/keys", access: .may(.administer), summary: "Make a write key.",
                body: .json(KeyRequest.self),
                answer: .json(CreatedKey.self, "The key; its secret is shown this once.", status: 201)
            ) { door in
                let request = try await door.json(KeyRequest.self)
                door.notes.add("key", request.name)
                let created = try await services.createKey(request)
                var response = try Response.json(created, status: .created)
                response.headers[.cacheControl] = "no-store"
                return response
            },
            Route(
                method: .put, path: "/api/v1/keys/{name}/limits", access: .may(.administer),
                summary: "Set how many events may come with a write key, from now on.",
                body: .json(KeyLimits.self),
                answer: AnswerDescription(status: 204, description: "The limits hold.")
            ) { door in
                try await services.limitKey(door.parameter("name"), door.json(KeyLimits.self))
                return Response(status: .noContent)
            },
            Route(
                method: .delete, path: "/api/v1/keys/{name}", access: .may(.administer), summary: "Revoke a write key.",
                answer: AnswerDescription(status: 204, description: "It opens nothing any more.")
            ) { door in
                try await services.revokeKey(door.parameter("name"))
                return Response(status: .noContent)
            },
        ]
    }
}
