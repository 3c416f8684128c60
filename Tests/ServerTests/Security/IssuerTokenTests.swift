import BasinClient
import BasinCore
import BasinServer
import BasinWire
import Foundation
import Testing

/// Services that show a token of an issuer instead of one of Basin's.
@Suite(.enabled(if: OIDCProvider.isHere, "needs .venv, which make test makes")) struct IssuerTokenTests {
    private static func platform(_ provider: OIDCProvider) async throws -> SignInPlatform {
        try await SignInPlatform(provider) {
            $0.issuers[1].account = .sub
            $0.issuers[1].groups = "roles"
            $0.issuers[1].roles = ["readers": .analyst]
            $0.issuers[1].newAccounts = .viewer
        }
    }

    private static func claims(
        _ provider: OIDCProvider, subject: String = "robot", audience: String = "\"basin-api\"", more: String = ""
    ) -> String {
        let now = Clock.system.now().microseconds / 1_000_000
        return #"{"iss":"\#(provider.second)/partner","sub":"\#(subject)","aud":\#(audience),"iat":\#(now),"exp":\#(now + 600)\#(more)}"#
    }

    @Test("a token for this API is its account, with the roles of its groups; it makes nothing that outlasts it")
    func accepted() async throws {
        let provider = try OIDCProvider.shared.get()
        let here = try await Self.platform(provider)
        let reader = here.client(try provider.sign(Self.claims(provider, more: #","roles":["readers"]"#)))
        var me = try await reader.whoAmI()
        #expect(me.name == "robot" && me.token == "oidc:partner" && me.permissions == ["find", "query"])
        #expect(try await here.admin.accounts().map(\.kind) == ["service"])
        me = try await here.client(try provider.sign(Self.claims(provider))).whoAmI()
        #expect(me.name == "robot" && me.permissions == ["find"], "the groups of this token count, not those of another")
        #expect(await SignInPlatform.code { _ = try await reader.createToken(TokenRequest(name: "mine")) } == "forbidden")
        #expect(await SignInPlatform.code { try await reader.setPassword("correct horse battery", ofAccount: "robot") } == "forbidden")
        _ = try await here.admin.changeAccount("robot", AccountChange(disabled: true))
        #expect(await SignInPlatform.code { _ = try await reader.whoAmI() } == "forbidden")
        _ = try await here.admin.changeAccount("robot", AccountChange(disabled: false))
        here.move(.seconds(661))
        #expect(await SignInPlatform.code { _ = try await reader.whoAmI() } == "unauthorized")
    }

    @Test("a token that is for somebody else, or of somebody else, is none; its issuer is not asked")
    func refused() async throws {
        let provider = try OIDCProvider()
        let here = try await Self.platform(provider)
        _ = try await here.client(try provider.sign(Self.claims(provider))).whoAmI()
        _ = try provider.asked()
        var tokens = try ["\"basin\"", "[\"basin\"]", "\"basin-api2\"", "[]", "null"].map { try provider.sign(Self.claims(provider, audience: $0)) }
        for issuer in ["\(provider.second)/other", "\(provider.second)/partner/", provider.first, "http://169.254.169.254/", "https://evil.example.com"] {
            let claims = Self.claims(provider).replacing("\(provider.second)/partner", with: issuer)
            tokens.append(try provider.sign(claims))
        }
        let good = try provider.sign(Self.claims(provider))
        let parts = good.split(separator: ".")
        tokens += [good + "x", String(good.dropLast()), "\(parts[0]).\(parts[1]).", "eyJhbGciOiJub25lIn0.\(parts[1]).", "..", "a.b.c"]
        for token in tokens {
            #expect(await SignInPlatform.code { _ = try await here.client(token).whoAmI() } == "unauthorized", "\(token)")
        }
        #expect(try provider.asked().isEmpty, "no token makes Basin ask anybody")
        let bad = try provider.sign(Self.claims(provider, audience: "\"other\""))
        for _ in 0..<200 { _ = await SignInPlatform.code { _ = try await here.client(bad).whoAmI() } }
        // 60 a minute, of which there may be two.
        let lines = here.log.all.components(separatedBy: "a token of an issuer was refused").count - 1
        #expect((1...120).contains(lines), "strangers do not fill the log")
    }

    @Test("keys are fetched again for one that is not there, once a minute, whoever sends what")
    func rotation() async throws {
        let provider = try OIDCProvider()
        let here = try await Self.platform(provider)
        func asked() throws -> Int { try provider.asked().filter { $0 == "/partner/keys" }.count }
        let before = try provider.sign(Self.claims(provider))
        _ = try await here.client(before).whoAmI()
        #expect(try asked() == 1)
        try provider.rotate()
        let after = try provider.sign(Self.claims(provider))
        for _ in 0..<20 { #expect(await SignInPlatform.code { _ = try await here.client(after).whoAmI() } == "unauthorized") }
        #expect(try asked() == 0)
        here.move(.seconds(61))
        _ = try await here.client(after).whoAmI()
        for _ in 0..<20 { #expect(await SignInPlatform.code { _ = try await here.client(before).whoAmI() } == "unauthorized") }
        #expect(try asked() == 1)
    }
}
