import BasinAPI
import BasinCore
import BasinWeb
import BasinWire
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import Testing

struct WebTests {
    @Test("text from outside is text on the page, never markup, and a name cannot be a path")
    func escaping() {
        let hostile = "<script>alert(\"1\")</script>&'"
        #expect(!MessagePage.error(hostile).html.text.contains("<script>alert"))
        let markup: HTML = "<b title=\"\(hostile)\">\("<i>")</b>\("<br>" as HTML)"
        #expect(markup.text.hasSuffix("&lt;i&gt;</b><br>"))
        #expect(markup.text.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;"))
        #expect(Address("datasets", "../a?b#c/\"d").text == "/datasets/..%2Fa%3Fb%23c%2F%22d")
        #expect(Address("sql").with("sql", "a&b=c").with("next", nil).with("n", "é").text == "/sql?sql=a%26b%3Dc&n=%C3%A9")
    }

    @Test("a page takes scripts and style from this server alone, is not kept, and holds neither itself")
    func headers() async throws {
        let answer = try await Door(.fake()).send(.get, "/style")
        #expect(answer.status == 200)
        let policy = try #require(answer.headers[.contentSecurityPolicy])
        #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"))
        #expect(answer.headers[.cacheControl] == "no-store")
        #expect(!answer.body.contains("style=\"") && !answer.body.contains("onclick") && !answer.body.contains("//"))
    }

    @Test("a table is exported as CSV in which no spreadsheet finds a formula")
    func export() async throws {
        let answer = try await Door(.fake()).send(.get, "/style?export=songs")
        #expect(answer.headers[.contentType]?.hasPrefix("text/csv") == true)
        #expect(answer.body.hasPrefix("Song,Plays (today),State,About\r\nHelp!,12345,published,"))
        let table = DataTable("t", "T", columns: [.text("A")], rows: [[.text("=1+1")], [.text("a,\"b\"")], [.text("-5")]], empty: "")
        #expect(table.csv == "A\r\n'=1+1\r\n\"a,\"\"b\"\"\"\r\n-5\r\n")
        #expect(try await Door(.fake()).send(.get, "/style?export=none").status == 404)
    }

    @Test("every kind of picture stands on the page of the visual language", arguments: ["plays", "lateness", "ranked", "worked", "hours"])
    func pictures(name: String) async throws {
        #expect(try await Door(.fake()).send(.get, "/style").body.contains("id=\"\(name)\""))
    }

    @Test("style and scripts are found at addresses that change with them, and may then be kept for ever", arguments: WebAsset.all.map(\.name))
    func assets(name: String) async throws {
        let answer = try await Door(.fake()).send(.get, WebAsset.address(name), token: nil)
        #expect(answer.status == 200)
        #expect(answer.headers[.cacheControl]?.contains("immutable") == true)
        for other in ["", "?another"] {
            #expect(try await Door(.fake()).send(.get, "/assets/" + name + other, token: nil).headers[.cacheControl] == "no-cache")
        }
    }

    @Test("a visitor without a session is told how to sign in")
    func stranger() async throws {
        let answer = try await Door(.fake()).send(.get, "/style", token: nil)
        #expect(answer.status == 401)
        #expect(answer.headers[.contentType]?.hasPrefix("text/html") == true)
        #expect(answer.body.contains("/login") && answer.body.contains("basin up"))
    }

    @Test("the link of the first start signs in at once when a person opens it, and asks first when another page does")
    func firstLink() async throws {
        let link = "/login?token=" + Services.goodToken
        let typed = try await Door(.fake()).send(.get, link, token: nil, headers: [site: "none"])
        #expect(typed.headers[.setCookie]?.contains("HttpOnly") == true && typed.headers[.setCookie]?.contains("SameSite=Strict") == true)
        // A page of this server may hold a link that others wrote, and a sign-in goes on to wherever its link said.
        for other in ["cross-site", "same-site", "same-origin"] {
            let sent = try await Door(.fake()).send(.get, link, token: nil, headers: [site: other])
            #expect(sent.status == 200 && sent.headers[.setCookie] == nil && sent.body.contains("method=\"post\""))
        }
        // Without a word of the browser's, only on the machine itself.
        #expect(try await Door(.fake()).send(.get, link, token: nil).headers[.setCookie] != nil)
        let hidden = try await Door(.fake()).send(.get, link, authority: "basin.example:8080", headers: [:], body: RequestBody(buffer: ByteBuffer()))
        #expect(hidden.status == 200 && hidden.headers[.setCookie] == nil)
        #expect(hidden.headers[HTTPField.Name("Referrer-Policy")!] == "strict-origin")
        let elsewhere = try await Door(.fake()).send(.get, link + "&next=//evil.example", token: nil, headers: [site: "none"])
        #expect(!elsewhere.body.contains("evil.example"))
    }

    @Test(
        "a form is taken from a page of this server only",
        arguments: [
            (["Sec-Fetch-Site": "same-origin"], true), (["Sec-Fetch-Site": "same-site"], false), (["Sec-Fetch-Site": "cross-site"], false),
            (["Origin": "http://localhost"], true), (["Origin": "https://localhost"], true), (["Origin": "http://evil.example"], false),
            (["Origin": "null"], false), ([:], false),
        ])
    func forgery(headers: [String: String], isTaken: Bool) async throws {
        var fields: HTTPFields = [.cookie: "basin_session=" + Services.goodToken, .contentType: "application/x-www-form-urlencoded"]
        for (name, value) in headers { fields[HTTPField.Name(name)!] = value }
        let answer = try await Door(.fake()).send(.post, "/logout", token: nil, headers: fields)
        #expect((answer.status == 303) == isTaken)
        let body = Array("account=mia&password=right".utf8)
        let login = try await Door(.fake()).send(.post, "/login", token: nil, headers: fields, body: body)
        #expect((login.status == 403) == !isTaken)
    }

    @Test("a password is what was typed, with its spaces")
    func password() async throws {
        let asked = Mutex<[String?]>([])
        let door = Door(
            .fake { services in
                services.access.login = { request in
                    asked.withLock { $0.append(request.password) }
                    throw BasinError(.unauthorized, "There is no account of that name with that password.")
                }
                services.access.setPassword = { _, request, _ in asked.withLock { $0 += [request.password, request.current] } }
            })
        let fields: HTTPFields = [site: "same-origin", .contentType: "application/x-www-form-urlencoded"]
        _ = try await door.send(.post, "/login", token: nil, headers: fields, body: Array("account=mia&password=+a+b+".utf8))
        let set = try await door.send(.post, "/account/password", headers: fields, body: Array("current=+c&password=d+e+&again=d+e+".utf8))
        #expect(set.status == 303 && asked.withLock { $0 } == [" a b ", "d e ", " c"])
    }

    private let site = HTTPField.Name("Sec-Fetch-Site")!
}
