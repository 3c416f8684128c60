import BasinClient
import BasinCore
import BasinServer
import Testing

/// Basin asks the issuers of the operator's list, at their own addresses, and nobody else, whoever names whom.
@Suite struct IssuerAddressTests {
    @Test(
        "a document that leads elsewhere is not believed, and nobody is asked there",
        .enabled(if: OIDCProvider.isHere, "needs .venv, which make test makes"),
        arguments: [
            ("redirecting", "redirect"), ("misnamed", "other_issuer"), ("elsewhere", "host_not_allowed"), ("inside", "host_not_allowed"),
            ("port", "host_not_allowed"), ("huge", "too_large"), ("twice", "malformed"),
        ])
    func documents(_ name: String, _ problem: String) async throws {
        let provider = try OIDCProvider()
        let here = try await SignInPlatform(provider) {
            $0.issuers.append(try SignInPlatform.issuer("hostile", "\(provider.second)/\(name)"))
        }
        let visit = try await here.visit("/auth/oidc/hostile/start")
        #expect(visit.status == 503 && visit.location.isEmpty && visit.cookie.isEmpty)
        #expect(here.log.all.contains(problem), "\(here.log.all)")
        #expect(try provider.asked() == ["/\(name)/.well-known/openid-configuration"])
        // And not again at once.
        #expect(try await here.visit("/auth/oidc/hostile/start").status == 503)
        #expect(try provider.asked().isEmpty)
    }

    @Test(
        "keys are not fetched from inside the network, nor where a redirect leads, though the operator's list has the host",
        .enabled(if: OIDCProvider.isHere, "needs .venv, which make test makes"),
        arguments: [("inside", "private_address"), ("moved", "redirect")])
    func keys(_ name: String, _ problem: String) async throws {
        let provider = try OIDCProvider()
        let here = try await SignInPlatform(provider) {
            var issuer = try SignInPlatform.issuer("hostile", "\(provider.second)/\(name)")
            issuer.hosts = ["10.0.0.1:443"]
            issuer.clientSecret = ClientSecret(provider.secret)
            issuer.newAccounts = .viewer
            $0.issuers.append(issuer)
        }
        let claims = #"{"email":"mia@example.com","email_verified":true}"#
        #expect(try await here.signIn(at: "hostile", as: "p1", claims).status == 503)
        #expect(here.log.all.contains(problem), "\(here.log.all)")
        #expect(try !provider.asked().contains("/partner/keys"))
    }

    @Test(
        "an address is public when everybody on the internet means the same machine by it",
        arguments: [
            ("8.8.8.8", true), ("172.32.0.1", true), ("100.128.0.1", true), ("2606:4700::1111", true),
            ("127.0.0.1", false), ("127.9.9.9", false), ("0.0.0.0", false), ("10.1.2.3", false), ("172.16.0.1", false), ("172.31.255.255", false),
            ("192.168.1.1", false), ("169.254.169.254", false), ("100.64.0.1", false), ("198.18.0.1", false), ("224.0.0.1", false),
            ("255.255.255.255", false), ("::", false), ("::1", false), ("fe80::1", false), ("fc00::1", false), ("fd12::1", false), ("ff02::1", false),
            ("::ffff:10.0.0.1", false), ("::ffff:8.8.8.8", true), ("64:ff9b::a9fe:a9fe", false), ("2002:7f00:1::", false), ("2001:db8::1", false),
            // As some readers of addresses take them.
            ("2130706433", false), ("0x7f.1", false), ("0177.0.0.1", false), ("127.1", false),
        ])
    func addresses(_ text: String, _ isPublic: Bool) {
        let addresses = NetworkAddress.resolve(text)
        #expect((!addresses.isEmpty && addresses.allSatisfy(\.isPublic)) == isPublic, "\(addresses)")
    }

    @Test(
        "an endpoint is the issuer's own or of the operator's list, by host and port, and over TLS",
        arguments: [
            ("https://login.example.com/token", true), ("https://LOGIN.example.com/token", true), ("https://login.example.com:443/t", true),
            ("https://keys.example.com:8443/k", true), ("http://login.example.com/token", false), ("https://login.example.com:444/t", false),
            ("https://keys.example.com/k", false), ("https://login.example.com.evil.com/t", false), ("https://evil.com/login.example.com", false),
            ("http://127.0.0.1/t", false), ("https://127.0.0.1/t", false),
        ])
    func endpoints(_ url: String, _ isTrusted: Bool) throws {
        var issuer = try SignInPlatform.issuer("company", "https://login.example.com")
        issuer.hosts = ["keys.example.com:8443"]
        #expect(issuer.trusts(try #require(WebAddress(url))) == isTrusted)
    }
}
