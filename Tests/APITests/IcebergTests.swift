import BasinAPI
import BasinCore
import BasinWire
import HTTPTypes
import Testing

struct IcebergTests {
    private struct Config: Decodable { var endpoints: [String] }
    private struct Failure: Decodable {
        struct Body: Decodable {
            var message: String
            var type: String
            var code: Int
        }
        var error: Body
    }

    @Test("the endpoints are announced, and none of them writes")
    func endpoints() async throws {
        let answer = try await Door(.fake()).send(.get, "/iceberg/v1/config?warehouse=any")
        let endpoints = try WireJSON.decode(Config.self, from: answer.body.utf8).endpoints
        #expect(endpoints.contains("GET /v1/{prefix}/namespaces/{namespace}/tables/{table}"))
        #expect(endpoints.contains("HEAD /v1/{prefix}/namespaces/{namespace}/tables/{table}"))
        #expect(endpoints.allSatisfy { $0.hasPrefix("GET ") || $0.hasPrefix("HEAD ") })
    }

    @Test("a path that the catalog does not have is not found when it is read, and refused when it is written")
    func unknownPath() async throws {
        let door = Door(.fake())
        #expect(try await door.send(.get, "/iceberg/v1/foo").status == 404)
        #expect(try await door.send(.post, "/iceberg/v1/foo").status == 406)
    }

    @Test("a table's metadata goes out as it is")
    func table() async throws {
        let door = Door(.fake())
        let answer = try await door.send(.get, "/iceberg/v1/namespaces/basin/tables/song_played?snapshots=refs")
        #expect(answer.status == 200)
        #expect(answer.body.contains("\"metadata\":{\"format-version\":2}"))
        #expect(try await door.send(.head, "/iceberg/v1/namespaces/basin/tables/song_played").status == 204)
        #expect(try await door.send(.head, "/iceberg/v1/namespaces/basin").status == 204)
        #expect(try await door.send(.get, "/iceberg/v1/namespaces/basin/tables").body.contains("song_played"))
    }

    static let missing: [(HTTPRequest.Method, String, String)] = [
        (.get, "/iceberg/v1/namespaces/other", "NoSuchNamespaceException"),
        (.get, "/iceberg/v1/namespaces/basin%1Fdeep", "NoSuchNamespaceException"),
        (.get, "/iceberg/v1/namespaces?parent=other", "NoSuchNamespaceException"),
        (.get, "/iceberg/v1/namespaces/other/tables", "NoSuchNamespaceException"),
        (.get, "/iceberg/v1/namespaces/other/tables/song_played", "NoSuchNamespaceException"),
        (.get, "/iceberg/v1/namespaces/basin/tables/nothing", "NoSuchTableException"),
        (.get, "/iceberg/v1/namespaces/basin/tables/..%2F..%2Fkeys", "NoSuchTableException"),
        (.head, "/iceberg/v1/namespaces/basin/tables/nothing", ""),
    ]

    @Test("what is not there is 404 with the client's word for it", arguments: missing)
    func notFound(_ method: HTTPRequest.Method, _ path: String, _ type: String) async throws {
        let answer = try await Door(.fake()).send(method, path)
        #expect(answer.status == 404)
        if method == .get {
            let error = try WireJSON.decode(Failure.self, from: answer.body.utf8).error
            #expect(error.type == type)
            #expect(error.code == 404)
        }
    }

    static let writes: [(HTTPRequest.Method, String)] = [
        (.post, "/iceberg/v1/namespaces"), (.delete, "/iceberg/v1/namespaces/basin"),
        (.post, "/iceberg/v1/namespaces/basin/properties"), (.post, "/iceberg/v1/namespaces/basin/tables"),
        (.post, "/iceberg/v1/namespaces/basin/tables/song_played"),
        (.delete, "/iceberg/v1/namespaces/basin/tables/song_played"), (.post, "/iceberg/v1/tables/rename"),
        (.post, "/iceberg/v1/transactions/commit"), (.post, "/iceberg/v1/namespaces/basin/register"),
        (.post, "/iceberg/v1/config"),
    ]

    @Test("every write is refused with an Iceberg error", arguments: writes)
    func readOnly(_ method: HTTPRequest.Method, _ path: String) async throws {
        let answer = try await Door(.fake()).send(method, path, body: Array("{}".utf8))
        #expect((400..<500).contains(answer.status))
        let error = try WireJSON.decode(Failure.self, from: answer.body.utf8).error
        #expect(error.code == answer.status)
        #expect(error.type == "UnsupportedOperationException")
    }
}
