import BasinClient
import BasinWire
import Foundation
import Synchronization

/// An answer as it is on the wire.
struct RawAnswer {
    var status: Int
    var headers: [String: String]
    var body: String
}

extension APIClient {
    /// Asks what no typed method would: the path is sent as it is.
    func raw(
        _ method: String, _ path: String, body: String = "", headers: [String: String] = [:]
    ) async throws -> RawAnswer {
        var request = WireRequest(method: method, path: path, headers: headers)
        if let token { request.headers["authorization"] = "Bearer " + token }
        request.body = .bytes(Array(body.utf8))
        let text = Mutex<[UInt8]>([])
        let head = try await transport.send(request) { _, chunk in text.withLock { $0 += chunk } }
        return RawAnswer(
            status: head.status, headers: head.headers, body: text.withLock { String(decoding: $0, as: UTF8.self) })
    }

    /// Every operation of the API's document: method, path, and its parameters by where they are.
    func operations() async throws -> [APIOperation] {
        struct Document: Decodable {
            struct Operation: Decodable {
                var parameters: [Parameter]?
                var security: [[String: [String]]]
            }
            struct Parameter: Decodable {
                struct Schema: Decodable { var type: String }
                var name: String
                var `in`: String
                var required: Bool
                var schema: Schema
            }
            var paths: [String: [String: Operation]]
        }
        let text = try await raw("GET", "/openapi.json").body
        let document = try JSONDecoder().decode(Document.self, from: Data(text.utf8))
        return document.paths.flatMap { path, operations in
            operations.map { method, operation in
                let parameters = operation.parameters ?? []
                return APIOperation(
                    method: method.uppercased(), path: path, inPath: parameters.filter { $0.in == "path" }.map(\.name),
                    inQuery: parameters.filter { $0.in == "query" }.map { ($0.name, $0.schema.type, $0.required) },
                    needsAccount: operation.security.contains { $0["token"] != nil })
            }
        }.sorted { ($0.path, $0.method) < ($1.path, $1.method) }
    }
}

struct APIOperation {
    var method: String
    var path: String
    var inPath: [String]
    var inQuery: [(name: String, type: String, isRequired: Bool)]
    var needsAccount: Bool
}
