import BasinAPI
import BasinCore
import BasinWire
import HTTPTypes
import Testing

struct ErrorTests {
    static let statuses: [(BasinError.Code, Int)] = [
        (.invalid, 400), (.definition, 422), (.query, 400), (.unauthorized, 401), (.forbidden, 403), (.notFound, 404),
        (.conflict, 409), (.tooLarge, 413), (.unavailable, 503), (.tooManyRequests, 429), (.damaged, 500),
        (.system, 500), (BasinError.Code(rawValue: "made_up"), 500),
    ]

    @Test("every code has its status, and the body says code and message", arguments: statuses)
    func status(_ code: BasinError.Code, _ status: Int) async throws {
        let door = Door(.fake { $0.status = { throw BasinError(code, "What happened.") } })
        let answer = try await door.send(.get, "/api/v1/status")
        #expect(answer.status == status)
        let body = try WireJSON.decode(ErrorAnswer.self, from: answer.body.utf8)
        #expect(body.code == code.rawValue)
        #expect(body.message == "What happened.")
        #expect((answer.headers[.retryAfter].flatMap { Int($0) } != nil) == [429, 503].contains(status))
    }

    @Test("an error that is not ours to show stays inside")
    func hidden() async throws {
        struct Leak: Error { var secret = "user 53, anna@example.com" }
        let door = Door(
            .fake {
                $0.status = { throw Leak() }
                $0.pages.home = { _ in throw Leak() }
            })
        for path in ["/api/v1/status", "/"] {
            let answer = try await door.send(.get, path)
            #expect(answer.status == 500)
            #expect(!answer.body.contains("53") && !answer.body.contains("Leak"))
        }
    }

    static let badRequests: [(HTTPRequest.Method, String, String)] = [
        (.post, "/api/v1/query", "{"), (.post, "/api/v1/query", "{}"), (.post, "/api/v1/query", "{\"sql\":7}"),
        (.post, "/api/v1/keys", "[]"), (.post, "/api/v1/plan", "{\"files\":{\"a\":1}}"), (.post, "/api/v1/query", ""),
        (.get, "/api/v1/status?verbose=1", ""), (.get, "/api/v1/types/a/hours?from=%zz", ""),
        (.get, "/api/v1/types/a/hours?from=1&from=2", ""), (.get, "/api/v1/datasets/%ff", ""),
        (.post, "/api/v1/imports?type=a", ""), (.post, "/api/v1/imports?type=a&format=xml&time_field=t", ""),
        (.post, "/api/v1/imports?type=a&format=csv&time_field=t&map=x", ""),
        (.post, "/api/v1/imports?type=a&format=csv&time_field=t&map=x=a&map=x=b", ""),
        (.post, "/api/v1/imports?type=a&format=csv&time_field=t&replace=perhaps", ""),
    ]

    @Test("a malformed request is refused as such", arguments: badRequests)
    func malformed(_ method: HTTPRequest.Method, _ path: String, _ body: String) async throws {
        let answer = try await Door(.fake()).send(method, path, body: Array(body.utf8))
        #expect(answer.status == 400)
    }

    @Test("a wrong method on a known path says so to those with a token")
    func wrongMethod() async throws {
        #expect(try await Door(.fake()).send(.put, "/api/v1/keys").status == 405)
        #expect(try await Door(.fake()).send(.get, "/api/v1/nowhere").status == 404)
        #expect(try await Door(.fake()).send(.put, "/events", token: nil).status == 405)
    }
}
