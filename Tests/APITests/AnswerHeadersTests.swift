import BasinAPI
import BasinWire
import Foundation
import HTTPTypes
import Testing

/// What every answer says, good or bad, on every route and beside them.
struct AnswerHeadersTests {
    private struct Document: Decodable {
        struct Operation: Decodable {}
        var paths: [String: [String: Operation]]
    }

    @Test("no answer may be sniffed, framed, told to another site, or kept by a stranger", arguments: [nil, "good-token"])
    func all(_ token: String?) async throws {
        let door = Door(.fake())
        let text = try await door.send(.get, "/openapi.json", token: nil).body
        let document = try JSONDecoder().decode(Document.self, from: Data(text.utf8))
        var asked = document.paths.flatMap { path, operations in
            operations.keys.map { (HTTPRequest.Method($0.uppercased()) ?? .get, path.replacing("{name}", with: "songs")) }
        }
        asked += [
            (.get, "/nowhere"), (.put, "/api/v1/keys"), (.delete, "/events"), (.get, "/api/v1/datasets/%ff"), (.post, "/iceberg/v1/x"),
            (.head, "/api/v1/datasets"), (.get, "/login?token=wrong"),
        ]
        #expect(asked.count > 60)
        for (method, path) in asked {
            let answer = try await door.send(method, path, token: token)
            let what: Comment = "\(method) \(path): \(answer.status)"
            #expect(answer.headers[.xContentTypeOptions] == "nosniff", what)
            #expect(answer.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true, what)
            #expect(answer.headers[.contentSecurityPolicy]?.contains("frame-ancestors 'none'") == true, what)
            #expect(answer.headers[HTTPField.Name("X-Frame-Options")!] == "DENY", what)
            // Forms of pages say where they come from.
            let isPage = answer.headers[.contentType]?.hasPrefix("text/html") == true
            #expect(["no-referrer", isPage ? "same-origin" : ""].contains(answer.headers[HTTPField.Name("Referrer-Policy")!]), what)
            let kept = answer.headers[.cacheControl] ?? ""
            #expect(kept == "no-store" || answer.headers[.eTag] != nil && kept.hasSuffix("no-cache"), what)
            if path.hasPrefix("/api/v1/"), !path.hasPrefix("/api/v1/login") {
                #expect(answer.headers[.vary]?.contains("Authorization") == true, what)
            }
            if !answer.body.isEmpty { #expect(answer.headers[.contentType] != nil, what) }
        }
    }

    @Test("over TLS every answer says that nothing else is to be spoken, and cookies stay there; in clear, nothing says so")
    func encrypted() async throws {
        for isEncrypted in [true, false] {
            var door = Door(.fake(), isEncrypted: isEncrypted)
            door.host = "basin.example.com:8443"
            for path in ["/healthz", "/", "/api/v1/datasets", "/nowhere", "/login?token=wrong", "/login?token=good-token"] {
                let said = try await door.send(.get, path).headers[.strictTransportSecurity]
                #expect((said == "max-age=31536000") == isEncrypted && (said == nil) == !isEncrypted, "\(path)")
            }
            let typed: HTTPFields = [HTTPField.Name("Sec-Fetch-Site")!: "none"]
            let cookie = try await door.send(.get, "/login?token=good-token", token: nil, headers: typed).headers[.setCookie]
            #expect(cookie?.contains("HttpOnly") == true && cookie?.contains("Secure") == isEncrypted)
        }
    }

    @Test("a browser's own machine is not told so: other servers there have the same name", arguments: [
        ("localhost", false), ("LocalHost:8080", false), ("basin.localhost:1", false), ("localhost.", false), ("127.0.0.1:8080", false),
        ("127.8.8.8", false), ("[::1]:8080", false), ("", false), ("localhost.example.com", true), ("notlocalhost", true),
        ("127.example.com", true), ("192.0.2.7", true), ("[2001:db8::1]:8080", true),
    ])
    func ownMachine(_ host: String, _ isTold: Bool) async throws {
        var door = Door(.fake(), isEncrypted: true)
        door.host = host
        for path in ["/healthz", "/api/v1/datasets", "/nowhere"] {
            #expect((try await door.send(.get, path).headers[.strictTransportSecurity] != nil) == isTold, "\(host) \(path)")
        }
    }

    @Test("two Authorization headers are refused, whichever of them is good", arguments: ["/api/v1/datasets", "/events", "/nowhere"])
    func twice(_ path: String) async throws {
        for (first, second) in [("good-token", "wrong"), ("wrong", "good-token"), ("good-token", "good-token")] {
            var headers = HTTPFields()
            headers.append(HTTPField(name: .authorization, value: "Bearer " + first))
            headers.append(HTTPField(name: HTTPField.Name("AUTHORIZATION")!, value: "Bearer " + second))
            let answer = try await Door(.fake()).send(path == "/events" ? .post : .get, path, token: nil, headers: headers)
            #expect(answer.status == 400)
        }
    }

    @Test("a body of a thousand levels is refused, not followed", arguments: ["[", "{\"a\":"])
    func deep(_ piece: String) async throws {
        for levels in [1000, 100_000] {
            for path in ["/api/v1/query", "/api/v1/apply", "/api/v1/accounts"] {
                let body = Array(String(repeating: piece, count: levels).utf8)
                let answer = try await Door(.fake()).send(.post, path, body: body)
                #expect([400, 413].contains(answer.status), "\(path) \(levels): \(answer.status)")
            }
        }
    }

    @Test("a compressed body is not opened where none is expected")
    func compressed() async throws {
        // What gzip makes of a megabyte of zeros begins so; nothing here opens it.
        let bomb: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + Array(repeating: 0, count: 1000)
        for path in ["/api/v1/query", "/api/v1/apply"] {
            let answer = try await Door(.fake()).send(.post, path, headers: [.contentEncoding: "gzip"], body: bomb)
            #expect([400, 415].contains(answer.status))
        }
    }
}
