import BasinClient
import BasinCore
import BasinServer
import BasinWire
import Testing

/// Signing in at a provider that others wrote (oidc-provider-mock), and at one that checks PKCE and the client's secret.
@Suite(.enabled(if: OIDCProvider.isHere, "needs .venv, which make test makes")) struct SignInTests {
    @Test("a person signs in with the roles and teams of their groups; with other groups they have others, whatever they show")
    func groups() async throws {
        let provider = try OIDCProvider.shared.get()
        let here = try await SignInPlatform(provider)
        try provider.person("g1", #"{"email":"Anna@example.com","email_verified":true,"groups":["data","support","gone","x"]}"#)
        let visit = try await here.signIn(at: "company", as: "g1", query: "?next=/%3Fa%3D1")
        #expect(visit.status == 200, "\(visit.body)")
        #expect(visit.pair.hasPrefix("basin_session=") && visit.cookie.contains("HttpOnly") && visit.cookie.contains("SameSite=Strict"))
        #expect(visit.body.contains("url=/?a=1"))
        let anna = here.client(visit.value)
        var me = try await anna.whoAmI()
        #expect(me.name == "anna@example.com" && me.token == "login")
        #expect(me.permissions == ["find", "query"] && me.teams == ["team-support"])

        try provider.person("g1", #"{"email":"other@example.com","email_verified":true,"groups":["other"]}"#)
        let again = try await here.session(at: "company", as: "g1")
        for client in [anna, again] {
            me = try await client.whoAmI()
            #expect(me.name == "anna@example.com", "who is renamed at the issuer is the same here")
            #expect(me.permissions == ["find"] && me.teams.isEmpty)
        }
        here.move(.seconds(12 * 3600 + 1))
        #expect(await SignInPlatform.code { _ = try await again.whoAmI() } == "unauthorized")
    }

    @Test("who has no group that gives a role is not let in, and what they hold does nothing more")
    func nothing() async throws {
        let provider = try OIDCProvider.shared.get()
        let here = try await SignInPlatform(provider) { $0.issuers[0].newAccounts = nil }
        try provider.person("n1", #"{"email":"anna@example.com","email_verified":true,"groups":["data"]}"#)
        #expect(try await here.signIn(at: "company", as: "n1").status == 403, "they must exist")
        _ = try await here.admin.createAccount(AccountRequest(name: "anna@example.com", roles: ["viewer"], teams: []))
        #expect(try await here.signIn(at: "company", as: "n1").status == 403, "a name alone proves nothing")
        try await here.admin.link("anna@example.com", IdentityRequest(issuer: "company", subject: "n1"))
        let anna = try await here.session(at: "company", as: "n1")
        #expect(try await anna.whoAmI().permissions == ["find", "query"])
        try provider.person("n1", #"{"email":"anna@example.com","email_verified":true,"groups":[]}"#)
        #expect(try await here.signIn(at: "company", as: "n1").status == 403)
        #expect(await SignInPlatform.code { _ = try await anna.whoAmI() } == "forbidden")
        #expect(try await here.reasons() == ["account", "account", "account"])
    }

    @Test("with adopt, the account of that name becomes theirs once; one with a password does not")
    func adopting() async throws {
        let provider = try OIDCProvider.shared.get()
        let here = try await SignInPlatform(provider) {
            $0.issuers[0].adopts = true
            $0.issuers[0].roles = [:]
            $0.issuers[0].newAccounts = nil
        }
        for name in ["anna@example.com", "otto@example.com"] {
            _ = try await here.admin.createAccount(AccountRequest(name: name, roles: ["developer"], teams: []))
        }
        try await here.admin.setPassword("correct horse battery", ofAccount: "otto@example.com")
        for (subject, name) in [("a1", "anna"), ("a2", "anna"), ("a3", "otto")] {
            try provider.person(subject, #"{"email":"\#(name)@example.com","email_verified":true}"#)
        }
        #expect(try await here.session(at: "company", as: "a1").whoAmI().permissions == ["develop", "find", "query"])
        #expect(try await here.signIn(at: "company", as: "a2").status == 403)
        #expect(try await here.signIn(at: "company", as: "a3").status == 403)
    }

    @Test("a program gets its token for a code and what only it knows; no address holds a token")
    func program() async throws {
        let provider = try OIDCProvider.shared.get()
        let here = try await SignInPlatform(provider)
        let verifier = String(repeating: "v", count: 43)
        let query = "?port=4711&challenge=\(SignInChallenge.of(verifier))&state=mine"
        func code() async throws -> String {
            let visit = try await here.signIn(at: "company", as: "anna@example.com", query: query)
            #expect(visit.status == 200 && visit.location.isEmpty && visit.cookie.isEmpty, "no link does it by itself")
            #expect(visit.link.hasPrefix("http://127.0.0.1:4711/?code=") && visit.link.hasSuffix("&state=mine"))
            #expect(!visit.body.contains("basin_at_") && !visit.body.contains("refresh"))
            return String(visit.link.dropFirst("http://127.0.0.1:4711/?code=".count).prefix { $0 != "&" })
        }
        try provider.person("anna@example.com", #"{"email":"anna@example.com","email_verified":true}"#)
        let nobody = here.client("none")
        let stolen = try await code()
        let wrong = SignInCode(code: stolen, verifier: String(repeating: "w", count: 43))
        #expect(await SignInPlatform.code { _ = try await nobody.login(wrong) } == "unauthorized")
        let late = SignInCode(code: stolen, verifier: verifier)
        #expect(await SignInPlatform.code { _ = try await nobody.login(late) } == "unauthorized", "it was shown once")
        let good = SignInCode(code: try await code(), verifier: verifier)
        let made = try await nobody.login(good)
        #expect(try await here.client(made.token).whoAmI().name == "anna@example.com")
        #expect(await SignInPlatform.code { _ = try await nobody.login(good) } == "unauthorized")
        let old = SignInCode(code: try await code(), verifier: verifier)
        here.move(.seconds(61))
        #expect(await SignInPlatform.code { _ = try await nobody.login(old) } == "unauthorized")
        for query in ["?port=4711", "?port=4711&challenge=abc&state=x", "?port=0&challenge=\(SignInChallenge.of(verifier))&state=x"] {
            #expect(try await here.visit("/auth/oidc/company/start\(query)").status == 400)
        }
        #expect(try await nobody.signInWays().map(\.name) == ["company", "partner"])
    }

    @Test("PKCE and the client's secret are shown as the standard says, to one who checks both")
    func partner() async throws {
        let provider = try OIDCProvider.shared.get()
        let here = try await SignInPlatform(provider) { $0.issuers[1].newAccounts = .viewer }
        let claims = #"{"email":"mia@example.com","email_verified":true}"#
        #expect(try await here.session(at: "partner", as: "p1", claims).whoAmI().name == "mia@example.com")
        let other = try await SignInPlatform(provider) {
            $0.issuers[1].newAccounts = .viewer
            $0.issuers[1].clientSecret = ClientSecret("another")
        }
        #expect(try await other.signIn(at: "partner", as: "p1", claims).status == 403)
        #expect(try await other.reasons() == ["code"])
    }

    @Test("who is disabled is not let in, and who an issuer speaks for gives themselves no password")
    func disabled() async throws {
        let provider = try OIDCProvider.shared.get()
        let here = try await SignInPlatform(provider)
        try provider.person("d1", #"{"email":"anna@example.com","email_verified":true,"groups":["data"]}"#)
        let anna = try await here.session(at: "company", as: "d1")
        #expect(await SignInPlatform.code { try await anna.setPassword("correct horse battery", ofAccount: "anna@example.com") } == "forbidden")
        let lasting = try await anna.createToken(TokenRequest(name: "laptop", days: 90))
        #expect(lasting.expiresAt <= (Clock.system.now() + .seconds(12 * 3600 + 60)).description, "it ends with the sign-in")
        _ = try await here.admin.changeAccount("anna@example.com", AccountChange(disabled: true))
        #expect(await SignInPlatform.code { _ = try await anna.whoAmI() } == "unauthorized")
        #expect(try await here.signIn(at: "company", as: "d1").status == 403)
        _ = try await here.admin.changeAccount("anna@example.com", AccountChange(disabled: false))
        try await here.admin.unlink("anna@example.com")
        #expect(try await here.signIn(at: "company", as: "d1").status == 403, "the name is somebody's, and the issuer means nobody")
    }
}
