import BasinAPI
import BasinWire
import Foundation
import HTTPTypes
import Testing

/// The document says what a parameter may be, and the router says the same.
struct ParameterTests {
    private struct Document: Decodable {
        struct Operation: Decodable {
            var parameters: [Parameter]?
            var security: [[String: [String]]]
        }
        struct Parameter: Decodable {
            var name: String
            var `in`: String
            var description: String
            var schema: Schema
            var required: Bool
        }
        final class Schema: Decodable {
            let type: String
            let minimum: Int?
            let maximum: Int?
            let maxLength: Int?
            let `enum`: [String]?
            let items: Schema?
        }
        var paths: [String: [String: Operation]]
    }

    private static func isOurs(_ path: String) -> Bool { path.hasPrefix("/api/") }

    private func operations(_ door: Door) async throws -> [(path: String, method: String, parameters: [Document.Parameter])] {
        let text = try await door.send(.get, "/openapi.json", token: nil).body
        let document = try JSONDecoder().decode(Document.self, from: Data(text.utf8))
        return document.paths.flatMap { path, operations in
            operations.map { (path, $0.key, $0.value.parameters ?? []) }
        }.filter { Self.isOurs($0.path) }
    }

    /// Texts that a schema does not allow.
    private func wrong(_ schema: Document.Schema) -> [String] {
        let schema = schema.items ?? schema
        switch schema.type {
        case "integer":
            let below = schema.minimum.map { String($0 - 1) } ?? "x", above = schema.maximum.map { String($0 + 1) }
            return ["", "x", "1.5", "+1", "0x1", " 1", "1e3", "99999999999999999999", "%D9%A1", below, "'"] + [above].compactMap(\.self)
        case "boolean": return ["yes", "TRUE", "2", "'"]
        default:
            let long = schema.maxLength.map { String(repeating: "a", count: $0 + 1) }
            return (schema.enum == nil ? ["%00"] : ["", "x", "'--"]) + [long].compactMap(\.self)
        }
    }

    @Test("every parameter is described with a type, and what is not of it is refused")
    func refused() async throws {
        let door = Door(.fake())
        var asked = 0
        for (path, name, parameters) in try await operations(door) {
            let method = try #require(HTTPRequest.Method(name.uppercased()))
            let concrete = path.replacing("{name}", with: "songs").replacing("{id}", with: "7")
            for parameter in parameters where parameter.in != "header" {
                #expect(!parameter.description.isEmpty, "\(name) \(path) \(parameter.name)")
                guard parameter.in == "query" else {
                    #expect(parameter.required && ["string", "integer"].contains(parameter.schema.type))
                    continue
                }
                let schema = parameter.schema.items ?? parameter.schema
                #expect(schema.type == "integer" || schema.type == "boolean" || schema.enum != nil || schema.maxLength != nil)
                for text in wrong(parameter.schema) {
                    let others = parameters.filter { $0.in == "query" && $0.required && $0.name != parameter.name }
                        .map { "\($0.name)=\(($0.schema.enum ?? ["a"])[0])" }
                    let query = (others + ["\(parameter.name)=\(text)"]).joined(separator: "&")
                    let answer = try await door.send(method, concrete + "?" + query)
                    #expect(answer.status == 400, "\(name) \(path)?\(query.prefix(80)): \(answer.status)")
                    asked += 1
                }
                guard parameter.schema.items == nil else { continue }
                let twice = try await door.send(method, "\(concrete)?\(parameter.name)=1&\(parameter.name)=1")
                #expect(twice.status == 400, "\(name) \(path) \(parameter.name) twice")
            }
        }
        #expect(asked > 100)
    }

    @Test("a number in a path is one as JSON writes it", arguments: ["0", "-1", "+7", "7.0", "x", "%27", "99999999999999999999", "%20"])
    func ids(_ text: String) async throws {
        let door = Door(.fake())
        for path in ["/api/v1/runs/\(text)", "/api/v1/backfills/\(text)"] {
            #expect(try await door.send(.get, path).status == 400)
        }
        for path in ["/api/v1/tokens/\(text)", "/api/v1/grants/\(text)"] {
            #expect(try await door.send(.delete, path).status == 400)
        }
    }

    @Test("what is left out is what the document says it is")
    func defaults() async throws {
        let door = Door(
            .fake {
                $0.catalog.lineage = { _, column, direction, depth, limit in
                    #expect(depth == 20 && limit == 1000 && column == nil && direction == nil)
                    return LineageAnswer(nodes: [], edges: [], isCut: false)
                }
            })
        #expect(try await door.send(.get, "/api/v1/datasets/songs/lineage").status == 200)
        let text = try await door.send(.get, "/openapi.json", token: nil).body
        #expect(text.contains(#""minimum":1,"maximum":100000,"default":1000"#))
        #expect(text.contains(#""enum":["up","down","both"],"default":"both""#))
    }

    @Test("a thousand and one parameters are too many")
    func many() async throws {
        let query = Array(repeating: "kind=event", count: 1001).joined(separator: "&")
        #expect(try await Door(.fake()).send(.get, "/api/v1/search?" + query).status == 400)
    }
}
