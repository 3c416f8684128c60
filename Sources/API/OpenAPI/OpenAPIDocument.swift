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
        members.append(("responses", .object(responses(route))))
        return .object(members)
    }

    private static func responses(_ route: Route) -> [(String, JSONValue)] {
        var answer: [(String, JSONValue)] = [("description", .string(route.answer.description))]
        if !route.answer.contentTypes.isEmpty {
            answer.append(("content", content(route.answer.contentTypes, route.answer.schema)))
        }
        var responses = ([route.answer.status] + (route.answer.otherStatus.map { [$0] } ?? [])).map {
            (String($0), JSONValue.object(answer))
        }
        if route.method == .get, route.needsToken, !route.isStreamed {
            let unchanged: JSONValue = ["description": "It is what If-None-Match names; there is no body."]
            responses.append(("304", unchanged))
        }
        return responses + [("default", failure(route.errors))]
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
            [
                "name": .string(name), "in": "path", "required": .bool(true),
                "description": .string(name == "id" ? "Its number." : "Its name, percent-encoded."),
                "schema": route.type(ofPathParameter: name).schema,
            ]
        }
        let inQuery = route.query.map { parameter -> JSONValue in
            let schema = parameter.type.schema
            return [
                "name": .string(parameter.name), "in": "query", "required": .bool(parameter.isRequired),
                "description": .string(parameter.description),
                "schema": parameter.isRepeatable ? ["type": "array", "items": schema] : schema,
            ]
        }
        return inPath + inQuery + headers(route)
    }

    private static func headers(_ route: Route) -> [JSONValue] {
        var headers: [JSONValue] = []
        if route.isAudited {
            headers.append([
                "name": "Idempotency-Key", "in": "header", "required": .bool(false),
                "description": "New for each thing that is asked: the same request with the same key is done once.",
                "schema": ["type": "string", "minLength": .int(1), "maxLength": .int(255), "pattern": "^[!#-~]+$"],
            ])
        }
        if route.isConditional {
            headers.append([
                "name": "If-Match", "in": "header", "required": .bool(false),
                "description": "An entity tag: nothing is done when what is there has another, and the answer is 412.",
                "schema": ["type": "string", "pattern": "^\"[!#-~]*\"$"],
            ])
        }
        return headers
    }

    private static func content(_ types: [String], _ schema: JSONValue?) -> JSONValue {
        .object(types.map { ($0, schema.map { ["schema": $0] } ?? [:]) })
    }

    private static func failure(_ style: ErrorStyle) -> JSONValue {
        switch style {
        case .json:
            [
                "description": "What went wrong.",
                "content": [ErrorAnswer.mediaType: ["schema": ["$ref": "#/components/schemas/Error"]]],
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
