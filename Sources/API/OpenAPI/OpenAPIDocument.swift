import BasinCore
import BasinWire
import HTTPTypes
import Hummingbird
import NIOCore

/// The OpenAPI 3.1 document, made from the routes that the router is made from.
enum OpenAPIDocument {
    static func route(bytes: [UInt8]) -> Route {
        Route(
            method: .get, path: "/openapi.json", access: .open, summary: "This document.",
            answer: AnswerDescription(description: "OpenAPI 3.1.", contentTypes: ["application/json"])
        ) { _ in .bytes(ByteBuffer(bytes: bytes), type: "application/json") }
    }

    static func bytes(of routes: [Route]) -> [UInt8] {
        var paths: [(String, [(String, JSONValue)])] = []
        for route in routes {
            let operation = (route.method.rawValue.lowercased(), operation(route))
            if let index = paths.firstIndex(where: { $0.0 == route.path }) {
                paths[index].1.append(operation)
            } else {
                paths.append((route.path, [operation]))
            }
        }
        let document: JSONValue = [
            "openapi": "3.1.0",
            "info": [
                "title": "Basin", "version": "1",
                "description": "Collects events, keeps them as datasets, and answers questions about them.",
            ],
            "paths": .object(paths.map { ($0.0, .object($0.1)) }),
            "components": [
                "schemas": ["Error": SchemaProbe.schema(of: ErrorAnswer.self)],
                "securitySchemes": [
                    "token": ["type": "http", "scheme": "bearer", "description": "The admin token."],
                    "session": ["type": "apiKey", "in": "cookie", "name": .string(Credentials.cookieName)],
                    "write_key": ["type": "http", "scheme": "bearer", "description": "A write key."],
                ],
            ],
        ]
        return document.bytes
    }

    private static func operation(_ route: Route) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("operationId", .string(operationID(route))), ("summary", .string(route.summary)),
            ("security", security(route.access)),
        ]
        let parameters = parameters(route)
        if !parameters.isEmpty { members.append(("parameters", .array(parameters))) }
        if let body = route.body {
            members.append(
                ("requestBody", ["required": .bool(true), "content": content(body.contentTypes, body.schema)]))
        }
        var answer: [(String, JSONValue)] = [("description", .string(route.answer.description))]
        if !route.answer.contentTypes.isEmpty {
            answer.append(("content", content(route.answer.contentTypes, route.answer.schema)))
        }
        let statuses = [route.answer.status] + (route.answer.otherStatus.map { [$0] } ?? [])
        members.append(
            ("responses", .object(statuses.map { (String($0), .object(answer)) } + [("default", failure(route.errors))])))
        return .object(members)
    }

    private static func operationID(_ route: Route) -> String {
        let words = route.path.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        return ([route.method.rawValue.lowercased()] + words).joined(separator: "_")
    }

    private static func security(_ access: Route.Access) -> JSONValue {
        switch access {
        case .open: []
        case .writeKey: [["write_key": []]]
        case .clientKey: [["write_key": []], [:]]
        case .may: [["token": []], ["session": []]]
        }
    }

    private static func parameters(_ route: Route) -> [JSONValue] {
        let inPath = route.pathParameters.map { name -> JSONValue in
            ["name": .string(name), "in": "path", "required": .bool(true), "schema": ["type": "string"]]
        }
        let inQuery = route.query.map { parameter -> JSONValue in
            let schema: JSONValue =
                parameter.isRepeatable ? ["type": "array", "items": ["type": "string"]] : ["type": "string"]
            return [
                "name": .string(parameter.name), "in": "query", "required": .bool(parameter.isRequired),
                "description": .string(parameter.description), "schema": schema,
            ]
        }
        return inPath + inQuery
    }

    private static func content(_ types: [String], _ schema: JSONValue?) -> JSONValue {
        .object(types.map { ($0, schema.map { ["schema": $0] } ?? [:]) })
    }

    private static func failure(_ style: ErrorStyle) -> JSONValue {
        switch style {
        case .json:
            [
                "description": "What went wrong.",
                "content": ["application/json": ["schema": ["$ref": "#/components/schemas/Error"]]],
            ]
        case .client(.otlp): ["description": "A google.rpc.Status.", "content": ["application/json": [:]]]
        case .client:
            [
                "description": "What went wrong, as the protocol's clients read it.",
                "content": ["application/json": ["schema": ["$ref": "#/components/schemas/Error"]]],
            ]
        case .iceberg: ["description": "An Iceberg error.", "content": ["application/json": [:]]]
        case .page: ["description": "A page that says what went wrong.", "content": ["text/html": [:]]]
        }
    }
}
