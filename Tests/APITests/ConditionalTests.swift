import BasinAPI
import BasinCore
import BasinWire
import HTTPTypes
import Synchronization
import Testing

/// Entity tags: RFC 9110 §8.8.3 and §13.
struct ConditionalTests {
    static let whole = [
        "/api/v1/datasets", "/api/v1/status", "/api/v1/keys", "/api/v1/me", "/api/v1/types/songs/schema", "/openapi.json",
        "/assets/basin.css", "/iceberg/v1/config", "/iceberg/v1/namespaces/basin/tables/song_played", "/api/v1/accounts/anna",
    ]

    @Test("what is whole has a strong tag; who has it already gets its name and no bytes", arguments: whole)
    func tagged(_ path: String) async throws {
        let door = Door(.fake())
        let first = try await door.send(.get, path)
        let tag = try #require(first.headers[.eTag])
        #expect(first.status == 200 && tag.hasPrefix("\"") && tag.hasSuffix("\""))
        #expect(try await door.send(.get, path).headers[.eTag] == tag, "the same bytes, the same tag")
        for named in [tag, "W/" + tag, "\"other\", " + tag, "*", " \(tag) , \"b\""] {
            let again = try await door.send(.get, path, headers: [.ifNoneMatch: named])
            #expect(again.status == 304 && again.body.isEmpty, "\(named)")
            #expect(again.headers[.eTag] == tag && again.headers[.contentType] == nil && again.headers[.contentLength] == nil)
            #expect(again.headers[.vary] == first.headers[.vary] && again.headers[.cacheControl] == first.headers[.cacheControl])
        }
        for other in ["\"other\"", tag.replacing("\"", with: ""), "W/\"other\"", "", "\"", tag + "x"] {
            #expect(try await door.send(.get, path, headers: [.ifNoneMatch: other]).status == 200, "\(other)")
        }
        // Iceberg's HEAD is a question of its own.
        if !path.contains("/namespaces/") { #expect(try await door.send(.head, path).headers[.eTag] == tag) }
    }

    @Test("what needs a token is kept by nobody else, and asked about each time")
    func caching() async throws {
        let door = Door(.fake())
        let secret = try await door.send(.get, "/api/v1/datasets")
        #expect(secret.headers[.cacheControl] == "private, no-cache")
        #expect(secret.headers[.vary] == "Authorization, Cookie, Accept")
        #expect(try await door.send(.get, "/openapi.json", token: nil).headers[.cacheControl] == "no-cache")
        for path in ["/healthz", "/metrics", "/api/v1/datasets/nothing", "/", "/api/v1/datasets/songs/sample"] {
            let answer = try await door.send(.get, path)
            #expect(answer.headers[.cacheControl] == "no-store" && answer.headers[.eTag] == nil, "\(path)")
        }
        let created = try await door.send(.post, "/api/v1/keys", body: Array("{\"name\":\"phone\"}".utf8))
        #expect(created.status == 201 && created.headers[.cacheControl] == "no-store")
    }

    @Test("another content has another tag, and asking with the old one gives it")
    func changed() async throws {
        let names = Mutex(["phone"])
        let door = Door(
            .fake { $0.keys = { names.withLock { $0.map { KeySummary(name: $0, createdAt: "2018-11-01T00:00:00Z") } } } })
        let tag = try #require(try await door.send(.get, "/api/v1/keys").headers[.eTag])
        names.withLock { $0.append("web") }
        let answer = try await door.send(.get, "/api/v1/keys", headers: [.ifNoneMatch: tag])
        #expect(answer.status == 200 && answer.headers[.eTag] != tag && answer.body.contains("web"))
    }

    @Test("who may not read it learns nothing by a tag")
    func refused() async throws {
        let door = Door(.fake())
        #expect(try await door.send(.get, "/api/v1/datasets", token: nil, headers: [.ifNoneMatch: "*"]).status == 401)
        let missing = try await door.send(.get, "/api/v1/datasets/nothing", headers: [.ifNoneMatch: "*"])
        #expect(missing.status == 404)
    }

    static let matches: [(String?, Int)] = [
        (nil, 200), ("*", 200), ("\"r1\"", 200), ("\"r0\", \"r1\"", 200), ("\"r0\"", 412), ("W/\"r1\"", 412), ("r1", 400), ("", 400),
        ("\"r1\" \"r0\"", 400), ("\"r1", 400), ("\"r1\",", 200),
    ]

    @Test("If-Match: what moved is not overwritten, and what is no tag is no consent", arguments: matches)
    func ifMatch(_ field: String?, _ status: Int) async throws {
        let applied = Mutex(0)
        let door = Door(
            .fake {
                $0.apply = { _, _, condition in
                    try condition.require(EntityTag("r1"), "What is applied")
                    applied.withLock { $0 += 1 }
                    return PlanAnswer(changes: [], isApplicable: true, applied: true, revision: "r1")
                }
            })
        let headers: HTTPFields = field.map { [.ifMatch: $0] } ?? [:]
        let answer = try await door.send(.post, "/api/v1/apply", headers: headers, body: Array("{\"files\":{}}".utf8))
        #expect(answer.status == status)
        #expect(applied.withLock { $0 } == (status == 200 ? 1 : 0))
        if status != 200 {
            #expect(answer.headers[.contentType] == "application/problem+json")
            let problem = try WireJSON.decode(ErrorAnswer.self, from: answer.body.utf8)
            #expect(problem.status == status && problem.type == "urn:basin:error:" + problem.code && problem.detail == problem.message)
        }
    }
}
