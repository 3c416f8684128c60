import BasinClient
import BasinCore
import BasinServer
import BasinWire
import Testing

/// What people tried at other servers: each must fail, and be written down.
@Suite(.enabled(if: OIDCProvider.isHere, "needs .venv, which make test makes")) struct SignInAttackTests {
    private static let claims = #"{"email":"mia@example.com","email_verified":true}"#

    private static func platform(_ provider: OIDCProvider) async throws -> SignInPlatform {
        try await SignInPlatform(provider) { $0.issuers[1].newAccounts = .viewer }
    }

    @Test("what comes back is taken once, within ten minutes, from the browser that began, of the issuer that was asked")
    func replay() async throws {
        let provider = try OIDCProvider.shared.get()
        let here = try await Self.platform(provider)
        func begin() async throws -> (cookie: String, back: String) {
            let begun = try await here.visit("/auth/oidc/partner/start")
            #expect(begun.cookie.contains("HttpOnly") && begun.cookie.contains("SameSite=Lax") && begun.cookie.contains("Max-Age=600"))
            return (begun.pair, SignInPlatform.path(try provider.authorize(begun.location, as: "p1", Self.claims)))
        }
        let (cookie, back) = try await begin()
        // Login CSRF: the link of an attacker's sign-in, opened in somebody else's browser.
        for other in [nil, "basin_signin=", "basin_signin=00000000000000000000000000000000", "basin_session=x", try await begin().cookie] {
            let (mine, back) = try await begin()
            #expect(try await here.visit(back, cookie: other).status == 403)
            #expect(try await here.visit(back, cookie: mine).status == 403, "it was shown once, whoever showed it")
        }
        #expect(try await here.visit(back, cookie: cookie).status == 200)
        #expect(try await here.visit(back, cookie: cookie).status == 403, "a state is good once")
        let late = try await begin()
        here.move(.seconds(601))
        #expect(try await here.visit(late.back, cookie: late.cookie).status == 403)
        // Mix-up: another issuer says that it answers, or one that says nothing sends them to its own place.
        let mixed = try await begin()
        #expect(try await here.visit(mixed.back.replacing("%2Fpartner", with: "%2Fother"), cookie: mixed.cookie).status == 403)
        let moved = try await begin()
        let silent = moved.back.split(separator: "&").filter { !$0.hasPrefix("iss=") }.joined(separator: "&")
        let elsewhere = silent.replacing("/partner/callback", with: "/company/callback")
        #expect(elsewhere != silent)
        #expect(try await here.visit(elsewhere, cookie: moved.cookie).status == 403)
        // A code that the issuer never gave, and one of another sign-in.
        let forged = try await begin()
        let state = forged.back.split(separator: "&").first { $0.hasPrefix("state=") } ?? ""
        #expect(try await here.visit("/auth/oidc/partner/callback?code=forged&\(state)", cookie: forged.cookie).status == 403)
        let (one, two) = (try await begin(), try await begin())
        let code = one.back.split(separator: "?")[1].split(separator: "&").first { $0.hasPrefix("code=") } ?? ""
        let twosState = two.back.split(separator: "&").first { $0.hasPrefix("state=") } ?? ""
        #expect(try await here.visit("/auth/oidc/partner/callback?\(code)&\(twosState)", cookie: two.cookie).status == 403)
        let denied = try await begin()
        let deniedState = denied.back.split(separator: "&").first { $0.hasPrefix("state=") } ?? ""
        #expect(try await here.visit("/auth/oidc/partner/callback?error=access_denied&\(deniedState)", cookie: denied.cookie).status == 403)
        #expect(try await here.visit("/auth/oidc/partner/callback").status == 403)
        #expect(try await here.reasons() == ["denied", "code", "code", "mixed_up", "mixed_up"] + Array(repeating: "browser", count: 5))
    }

    @Test(
        "an ID token that is not exactly for this sign-in opens nothing",
        arguments: [
            (#"{"nonce":"other"}"#, "nonce"), (#"{"nonce":null}"#, "nonce"), (#"{"aud":"other"}"#, "audience"),
            (#"{"aud":["basin","other"]}"#, "authorized_party"), (#"{"azp":"other"}"#, "authorized_party"),
            (#"{"iss":"http://127.0.0.1:1/partner"}"#, "issuer"), (#"{"exp":1}"#, "expired"), (#"{"exp":null}"#, "claims"),
            (#"{"iat":99999999999,"exp":200000000000}"#, "not_yet_valid"), (#"{"sub":""}"#, "claims"),
        ])
    func tampered(_ change: String, _ reason: String) async throws {
        let provider = try OIDCProvider.shared.get()
        let here = try await Self.platform(provider)
        let claims = Self.claims.dropLast() + "," + change.dropFirst()
        #expect(try await here.signIn(at: "partner", as: "p1", String(claims)).status == 403)
        #expect(try await here.reasons() == [reason])
    }

    @Test(
        "a name is nobody's because somebody has the same at another issuer, or one that looks the same",
        arguments: [
            #"{"email":"anna@example.com","email_verified":true}"#, #"{"email":"ANNA@example.com","email_verified":true}"#,
            #"{"email":"anna@example.com"}"#, #"{"email":"new@example.com","email_verified":"true"}"#,
            #"{"email":"new@example.com","email_verified":1}"#, #"{"email":"new@example.com","email_verified":false}"#,
            #"{"email":["new@example.com"],"email_verified":true}"#, #"{"email":"\uff41nna@example.com","email_verified":true}"#,
            #"{"email":"anna\u200b@example.com","email_verified":true}"#, #"{"email":"\u212aim@example.com","email_verified":true}"#,
            #"{"email":"admin","email_verified":true}"#, #"{"email":"local","email_verified":true}"#, #"{"email":"","email_verified":true}"#,
            #"{"email":"anna@example.com\u0000","email_verified":true}"#, #"{"preferred_username":"anna@example.com"}"#,
        ])
    func takeover(_ claims: String) async throws {
        let provider = try OIDCProvider.shared.get()
        let here = try await Self.platform(provider)
        try provider.person("t1", #"{"email":"anna@example.com","email_verified":true,"groups":["admins"]}"#)
        let anna = try await here.session(at: "company", as: "t1")
        #expect(try await here.signIn(at: "partner", as: "t1", claims).status == 403)
        #expect(try await anna.whoAmI().name == "anna@example.com")
        #expect(try await here.admin.accounts().map(\.name) == ["anna@example.com"], "nobody was made")
    }

    @Test("what the page tells an administrator to run is one word to a shell, whatever the subject is")
    func shell() async throws {
        let provider = try OIDCProvider.shared.get()
        let here = try await SignInPlatform(provider)
        for (subject, shown) in [("auth0|$(reboot)", "--subject &#39;auth0|$(reboot)&#39;"), ("a';reboot;'", "--subject …")] {
            let visit = try await here.signIn(at: "partner", as: subject, Self.claims)
            #expect(visit.status == 403 && visit.body.contains(shown), "\(visit.body)")
        }
    }

    @Test("only verified addresses of the domains are let in, also where another claim is the name")
    func domains() async throws {
        let provider = try OIDCProvider.shared.get()
        let here = try await SignInPlatform(provider) {
            $0.issuers[1].newAccounts = .viewer
            $0.issuers[1].account = .preferredUsername
            $0.issuers[1].domains = ["example.com"]
        }
        for (number, email) in ["a@evil.com", "a@example.com.evil.com", "a@example.com@evil.com", "a@notexample.com", "example.com", "a@"].enumerated() {
            let claims = #"{"preferred_username":"mia\#(number)","email":"\#(email)","email_verified":true}"#
            #expect(try await here.signIn(at: "partner", as: "p\(number)", claims).status == 403, "\(email)")
        }
        let unverified = #"{"preferred_username":"mia","email":"a@example.com","email_verified":false}"#
        #expect(try await here.signIn(at: "partner", as: "p", unverified).status == 403)
        let good = #"{"preferred_username":"mia","email":"a@Example.com","email_verified":true}"#
        #expect(try await here.session(at: "partner", as: "p", good).whoAmI().name == "mia")
    }

    @Test(
        "nobody is sent to another server after signing in",
        arguments: [
            "https://evil.com", "//evil.com", "/%5Cevil.com", "%5C%5Cevil.com", "/%09/evil.com", "javascript:alert(1)", "evil.com", "",
            "/%0d%0aSet-Cookie:a=b", "/a%22%3E%3Cscript%3E", "%20/", "/%20//evil.com", "/%E2%88%95evil.com",
        ])
    func openRedirect(_ next: String) async throws {
        let provider = try OIDCProvider.shared.get()
        let here = try await Self.platform(provider)
        #expect(try await here.visit("/auth/oidc/partner/start?next=\(next)").status == 400)
    }

    @Test("a session is a new one, whatever the browser showed before; over TLS its cookies go nowhere else")
    func fixation() async throws {
        let provider = try OIDCProvider.shared.get()
        let here = try await SignInPlatform(provider) {
            $0.issuers[1].newAccounts = .viewer
            $0.url = WebAddress("https://basin.example.com") ?? $0.url
        }
        let planted = "basin_session=basin_at_planted; basin_signin=planted; __Host-basin_signin=planted"
        let begun = try await here.visit("/auth/oidc/partner/start", cookie: planted)
        #expect(begun.pair.hasPrefix("__Host-basin_signin=") && begun.value != "planted" && begun.value.utf8.count == 32)
        #expect(begun.cookie.contains("Secure") && begun.cookie.contains("Path=/") && !begun.cookie.contains("Domain"))
        let back = SignInPlatform.path(try provider.authorize(begun.location, as: "p1", Self.claims))
        let again = try await here.visit("/auth/oidc/partner/start")
        let second = SignInPlatform.path(try provider.authorize(again.location, as: "p1", Self.claims))
        // Under the name that a neighbour may plant it does not count.
        #expect(try await here.visit(second, cookie: "basin_signin=\(again.value)").status == 403)
        let end = try await here.visit(back, cookie: begun.pair + "; basin_session=basin_at_planted")
        #expect(end.status == 200 && end.value.hasPrefix("basin_at_") && end.value != "basin_at_planted")
        #expect(end.cookie.contains("Secure"))
        #expect(await SignInPlatform.code { _ = try await here.client("basin_at_planted").whoAmI() } == "unauthorized")
    }

    @Test("from one address so many sign-ins are begun and ended a minute, and no more")
    func rates() async throws {
        let provider = try OIDCProvider.shared.get()
        let here = try await Self.platform(provider)
        // From the beginning of a minute, so that all are of the same one.
        here.move(.microseconds(60_000_000 - Clock.system.now().microseconds % 60_000_000))
        for _ in 0..<300 { #expect(try await here.visit("/auth/oidc/partner/callback?state=x&code=y").status == 403) }
        #expect(try await here.visit("/auth/oidc/partner/callback?state=x&code=y").status == 429)
        for _ in 0..<300 { #expect(try await here.visit("/auth/oidc/nobody/start").status == 404) }
        #expect(try await here.visit("/auth/oidc/partner/start").status == 429)
        here.move(.seconds(61))
        #expect(try await here.signIn(at: "partner", as: "p1", Self.claims).status == 200)
    }
}
