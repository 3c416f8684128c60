import BasinAPI
import BasinWeb
import BasinWire
import HTTPTypes
import Testing

struct WebTests {
    private func status(named name: String) -> PlatformStatus {
        PlatformStatus(
            ready: true,
            types: [
                TypeStatus(
                    name: name, received: 1_234_567, delivered: 1, duplicate: 2, quarantined: 3, pending: 4, openHours: 5)
            ], unknownTypeRefused: 0, logBytes: 1, uptimeSeconds: 1)
    }

    @Test("text from outside is text on the page, never markup")
    func escaping() async throws {
        let hostile = "<script>alert(\"1\")</script>&'"
        let status = status(named: hostile)
        let answer = try await Door(.fake { $0.status = { status } }).send(.get, "/")
        #expect(answer.status == 200)
        #expect(!answer.body.contains("<script"))
        #expect(answer.body.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;"))
        let markup: HTML = "<b title=\"\(hostile)\">\("<i>")</b>\("<br>" as HTML)"
        #expect(markup.text.hasSuffix("&lt;i&gt;</b><br>"))
        #expect(!MessagePage.error(hostile).html.text.contains("<script"))
    }

    @Test("a page allows no script, is not kept, and asks again by itself")
    func headers() async throws {
        let answer = try await Door(.fake()).send(.get, "/")
        let policy = try #require(answer.headers[.contentSecurityPolicy])
        #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe"))
        #expect(answer.headers[.cacheControl] == "no-store")
        #expect(answer.body.contains("http-equiv=\"refresh\""))
        #expect(!answer.body.contains("style="))
    }

    @Test("a visitor without a session is told where the link is")
    func signIn() async throws {
        let answer = try await Door(.fake()).send(.get, "/", token: nil)
        #expect(answer.status == 401)
        #expect(answer.headers[.contentType]?.hasPrefix("text/html") == true)
        #expect(answer.body.contains("basin up"))
    }
}
