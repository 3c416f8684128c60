#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import BasinAPI
import BasinWire
import HTTPTypes
import Testing

struct OpenAPITests {
    private struct Document: Decodable {
        struct Operation: Decodable {
            var operationId: String
            var summary: String
            var security: [[String: [String]]]
            var responses: [String: Response]
        }
        struct Response: Decodable { var description: String }
        var openapi: String
        var paths: [String: [String: Operation]]
    }

    private func document() async throws -> Document {
        let answer = try await Door(.fake()).send(.get, "/openapi.json", token: nil)
        return try JSONDecoder().decode(Document.self, from: Data(answer.body.utf8))
    }

    @Test("each operation has a name of its own, a summary, and answers for good and bad")
    func complete() async throws {
        let document = try await document()
        #expect(document.openapi.hasPrefix("3.1"))
        let operations = document.paths.values.flatMap(\.values)
        #expect(Set(operations.map(\.operationId)).count == operations.count)
        for operation in operations {
            #expect(!operation.summary.isEmpty)
            #expect(operation.responses["default"] != nil)
            #expect(operation.responses.keys.contains { $0.hasPrefix("2") || $0.hasPrefix("3") && $0 != "304" })
        }
    }

    @Test("each described operation is answered, and needs what the document says")
    func described() async throws {
        let door = Door(.fake())
        for (path, operations) in try await document().paths {
            let concrete = path.replacing("{name}", with: "songs").replacing("{namespace}", with: "basin")
                .replacing("{table}", with: "song_played")
            for (name, operation) in operations {
                let method = try #require(HTTPRequest.Method(name.uppercased()))
                let stranger = try await door.send(method, concrete, token: nil).status
                let known = try await door.send(method, concrete).status
                if path != "/login" { #expect((stranger == 401) == needsProof(operation), "\(name) \(path)") }
                #expect(![401, 405, 406].contains(known) || path == "/login", "\(name) \(path)")
            }
        }
    }

    /// An empty requirement among them says that nothing need be shown.
    private func needsProof(_ operation: Document.Operation) -> Bool {
        !operation.security.isEmpty && operation.security.allSatisfy { !$0.isEmpty }
    }

    @Test("the routes that people rely on are described", arguments: AccessTests.needToken.prefix(18))
    func covered(_ method: HTTPRequest.Method, _ path: String) async throws {
        let paths = try await document().paths
        let template = path.replacing("/songs", with: "/{}").replacing("/phone", with: "/{}")
            .replacing("/basin/", with: "/{}/")
        let found = paths.contains { key, operations in
            let shape = key.replacing("{name}", with: "{}").replacing("{namespace}", with: "{}")
                .replacing("{table}", with: "{}")
            return shape == template && operations[method.rawValue.lowercased()] != nil
        }
        #expect(found)
    }

    @Test("a type's schema is found by asking the type")
    func schema() async throws {
        let answer = try await Door(.fake()).send(.get, "/openapi.json", token: nil)
        // Field names as they are on the wire, nested types included.
        for field in ["dropped_fields", "recent_hours", "sealed_at", "schema_version", "is_applicable", "time_field"] {
            #expect(answer.body.contains("\"\(field)\""))
        }
    }
}
