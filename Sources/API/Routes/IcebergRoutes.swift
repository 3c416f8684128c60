import BasinCore
import BasinWire
import HTTPTypes
import Hummingbird

/// The Iceberg REST catalog, for reading. Its one namespace is `basin`.
enum IcebergRoutes {
    static let namespace = "basin"
    static let unsupported = BasinError(
        .unsupportedOperation, "This catalog is read-only; change data through events, imports and definitions.")

    static func routes(_ services: Services) -> [Route] {
        let reads = namespaceRoutes() + tableRoutes(services)
        // Clients assume that all writes work when this list is missing.
        let endpoints = reads.map { route in
            route.method.rawValue + " " + route.path.replacing("/iceberg/v1/", with: "/v1/{prefix}/")
        }
        let config = route("/iceberg/v1/config", "What this catalog can do.") { _ in
            .json(["defaults": [:], "overrides": [:], "endpoints": .strings(endpoints)] as JSONValue)
        }
        return [config] + reads
    }

    private static func namespaceRoutes() -> [Route] {
        [
            route("/iceberg/v1/namespaces", "The namespaces.") { door in
                let parent = try door.query.first("parent") ?? ""
                guard parent.isEmpty || parent == namespace else { throw noNamespace }
                let names: [JSONValue] = parent.isEmpty ? [.strings([namespace])] : []
                return .json(["namespaces": .array(names)] as JSONValue)
            },
            route("/iceberg/v1/namespaces/{namespace}", "One namespace.") { door in
                try checkNamespace(door)
                return .json(["namespace": .strings([namespace]), "properties": [:]] as JSONValue)
            },
            route("/iceberg/v1/namespaces/{namespace}", "Is there such a namespace?", method: .head) { door in
                try checkNamespace(door)
                return Response(status: .noContent)
            },
        ]
    }

    private static func tableRoutes(_ services: Services) -> [Route] {
        let path = "/iceberg/v1/namespaces/{namespace}/tables"
        return [
            route(path, "The tables of a namespace.") { door in
                try checkNamespace(door)
                let tables = try await services.icebergTables(door.person).map { name -> JSONValue in
                    ["namespace": .strings([namespace]), "name": .string(name)]
                }
                return .json(["identifiers": .array(tables)] as JSONValue)
            },
            route(path + "/{table}", "One table: its metadata.") { door in
                let table = try await table(door, services)
                return .json([
                    "metadata-location": .string(table.metadataLocation), "metadata": .raw(table.metadata),
                    "config": [:],
                ] as JSONValue)
            },
            route(path + "/{table}", "Is there such a table?", method: .head) { door in
                _ = try await table(door, services)
                return Response(status: .noContent)
            },
        ]
    }

    private static func route(
        _ path: String, _ summary: String, method: HTTPRequest.Method = .get,
        handle: @escaping @Sendable (DoorRequest) async throws -> Response
    ) -> Route {
        Route(
            method: method, path: path, access: .may(.query), errors: .iceberg, summary: "Iceberg REST: " + summary,
            answer: AnswerDescription(
                status: method == .head ? 204 : 200, description: "As Iceberg's REST specification says.",
                contentTypes: method == .head ? [] : ["application/json"]),
            handle: handle)
    }

    private static func checkNamespace(_ door: DoorRequest) throws {
        guard try door.parameter("namespace") == namespace else { throw noNamespace }
    }

    private static func table(_ door: DoorRequest, _ services: Services) async throws -> IcebergTableAnswer {
        try checkNamespace(door)
        let name = try door.parameter("table")
        guard Name.isValid(name) else {
            throw BasinError(.notFound, "There is no table of that name in the namespace \(namespace).")
        }
        return try await services.icebergTable(name, door.person)
    }

    private static let noNamespace = BasinError(
        .noSuchNamespace, "There is no such namespace; the one namespace here is \(namespace).")
}
