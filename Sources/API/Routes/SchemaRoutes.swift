import BasinCore
import BasinWire
import Hummingbird
import NIOCore

/// What the events of a type look like, and looked like.
enum SchemaRoutes {
    private static let mediaType = "application/schema+json"

    static func routes(_ schemas: SchemaServices) -> [Route] {
        [
            Route(
                method: .get, path: "/api/v1/types/{name}/schema", access: .may(.find),
                summary: "The JSON Schema of what clients send in an event's data.",
                query: [
                    QueryParameter(
                        name: "version", description: "A schema version; the current one if left out.",
                        type: .integer(1...Int.max))
                ],
                answer: AnswerDescription(
                    description: "JSON Schema 2020-12. The same version gives the same bytes.",
                    contentTypes: [mediaType])
            ) { door in
                let bytes = try await schemas.export(door.parameter("name"), door.query.first("version"))
                return .bytes(ByteBuffer(bytes: bytes), type: mediaType)
            },
            Route(
                method: .get, path: "/api/v1/types/{name}/versions", access: .may(.find),
                summary: "The schema versions of an event type, and what each changed.",
                answer: .json([SchemaVersionSummary].self, "The versions, oldest first.")
            ) { door in try .json(await schemas.versions(door.parameter("name"))) },
            Route(
                method: .get, path: "/api/v1/types/{name}/diff", access: .may(.find),
                summary: "Two schema versions of an event type beside each other.",
                query: [
                    QueryParameter(
                        name: "from", description: "The older version; the one before `to` if left out.",
                        type: .integer(1...Int.max)),
                    QueryParameter(
                        name: "to", description: "The newer version; the current one if left out.",
                        type: .integer(1...Int.max)),
                ],
                answer: .json(SchemaDiff.self, "What differs, and which promises that keeps.")
            ) { door in
                try .json(await schemas.diff(door.parameter("name"), door.query.first("from"), door.query.first("to")))
            },
            Route(
                method: .post, path: "/api/v1/types/{name}/diff", access: .may(.find), changes: false,
                summary: "The schema as applied beside what these files declare.",
                body: .json(DefinitionFiles.self),
                answer: .json(SchemaDiff.self, "What differs, and which promises that keeps.")
            ) { door in
                try .json(await schemas.compare(door.parameter("name"), door.json(DefinitionFiles.self).files))
            },
        ]
    }
}
