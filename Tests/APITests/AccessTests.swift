import BasinAPI
import BasinWire
import HTTPTypes
import Testing

struct AccessTests {
    static let needToken: [(HTTPRequest.Method, String)] = [
        (.post, "/api/v1/plan"), (.post, "/api/v1/apply"), (.get, "/api/v1/keys"), (.post, "/api/v1/keys"),
        (.delete, "/api/v1/keys/phone"), (.get, "/api/v1/datasets"), (.get, "/api/v1/datasets/songs"),
        (.get, "/api/v1/types/songs/hours"), (.get, "/api/v1/types/songs/schema"), (.get, "/api/v1/types/songs/versions"),
        (.get, "/api/v1/types/songs/diff"), (.post, "/api/v1/types/songs/diff"), (.post, "/api/v1/query"), (.post, "/api/v1/imports"),
        (.get, "/api/v1/status"), (.get, "/iceberg/v1/config"), (.get, "/iceberg/v1/namespaces"),
        (.get, "/iceberg/v1/namespaces/basin/tables/songs"), (.post, "/iceberg/v1/namespaces"),
        (.head, "/api/v1/datasets"), (.get, "/"),
        // Not routes, or not quite.
        (.get, "/api/v1/secrets"), (.put, "/api/v1/keys"), (.get, "/api/v1"), (.get, "/api/v1/healthz"),
        (.get, "/healthz/../api/v1/status"), (.get, "/api/v1/status;/healthz"), (.get, "//api/v1/status"),
        (.get, "/API/V1/STATUS"), (.get, "/api/v1/%73tatus"), (.options, "/api/v1/status"), (.get, "/nowhere"),
        (.post, "/iceberg/v1/transactions/commit"),
    ]

    @Test("without a token, what is not explicitly open is refused", arguments: needToken)
    func refusesStrangers(_ method: HTTPRequest.Method, _ path: String) async throws {
        let door = Door(.fake())
        for token in [nil, "", "wrong", "good-token2"] {
            let answer = try await door.send(method, path, token: token)
            #expect(answer.status == 401)
            #expect(answer.headers[.wwwAuthenticate] != nil)
        }
    }

    @Test("open routes need nothing", arguments: ["/healthz", "/readyz", "/metrics", "/openapi.json", "/assets/basin.css"])
    func open(_ path: String) async throws {
        let door = Door(.fake())
        #expect(try await door.send(.get, path, token: nil).status == 200)
        #expect(try await door.send(.head, path, token: nil).status == 200)
        #expect(try await door.send(.delete, path, token: nil).status == 405)
    }

    @Test("a session begins with the token and serves for reading, not for changing from elsewhere")
    func session() async throws {
        let door = Door(.fake())
        let login = try await door.send(.get, "/login?token=good-token", token: nil)
        #expect(login.status == 303 && login.headers[.location] == "/")
        #expect(login.headers[HTTPField.Name("Referrer-Policy")!] == "no-referrer")
        let cookie = try #require(login.headers[.setCookie])
        #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
        let session = String(cookie.prefix { $0 != ";" })

        #expect(try await door.send(.get, "/", token: nil, headers: [.cookie: session]).status == 200)
        let body = Array("{\"name\":\"phone\"}".utf8)
        let foreign = try await door.send(.post, "/api/v1/keys", token: nil, headers: [.cookie: session], body: body)
        #expect(foreign.status == 401)
        let site = try #require(HTTPField.Name("Sec-Fetch-Site"))
        let own = try await door.send(
            .post, "/api/v1/keys", token: nil, headers: [.cookie: session, site: "same-origin"], body: body)
        #expect(own.status == 201)
    }

    @Test("a wrong token begins no session", arguments: [("/login", 200), ("/login?token=", 200), ("/login?token=wrong", 401)])
    func noSession(path: String, status: Int) async throws {
        let answer = try await Door(.fake()).send(.get, path, token: nil)
        #expect(answer.status == status)
        #expect(answer.headers[.setCookie] == nil)
    }

    @Test("readiness follows the platform")
    func readiness() async throws {
        let answer = try await Door(.fake { $0.isReady = { false } }).send(.get, "/readyz", token: nil)
        #expect(answer.status == 503)
        #expect(answer.headers[.retryAfter].flatMap { Int($0) } != nil)
    }
}
