import BasinCore
import BasinDefinitions
import Testing

struct SignInReaderTests {
    private static let whole = """
        url: https://basin.example.com/
        api_audience: basin-api
        issuers:
          company:
            issuer: https://login.example.com
            client_id: basin
            client_secret_file: oidc.secret
            account: preferred_username
            groups: roles
            roles: {data-analysts: analyst, platform: admin}
            teams: {support: team-support}
            new_accounts: viewer
            adopt: true
            domains: [Example.com]
            hosts: [keys.example.com, "token.example.com:8443"]
            scopes: [groups]
            allow_private: true
            accept_tokens: true
          test:
            issuer: http://127.0.0.1:9000/realm
            client_id: basin
        """

    @Test("a file of issuers is read whole")
    func read() throws {
        let settings = try SignInReader.read(Self.whole, path: "oidc.yaml")
        #expect(settings.callback(of: "company") == "https://basin.example.com/auth/oidc/company/callback" && settings.apiAudience == "basin-api")
        let company = try #require(settings.issuer(named: "company"))
        #expect(company.clientSecretFile == "oidc.secret" && company.clientSecret == nil && company.account == .preferredUsername)
        #expect(company.roles == ["data-analysts": .analyst, "platform": .admin] && company.teams == ["support": "team-support"])
        #expect(company.newAccounts == .viewer && company.adopts && company.domains == ["example.com"] && company.groups == "roles")
        #expect(company.hosts == ["keys.example.com:443", "token.example.com:8443"] && company.scopes == ["groups"])
        #expect(company.allowsPrivate && company.acceptsTokens)
        let test = try #require(settings.issuer(named: "test"))
        #expect(test.account == .email && !test.adopts && test.newAccounts == nil && !test.acceptsTokens && !test.allowsPrivate)
    }

    @Test(
        "what cannot be trusted is refused",
        arguments: [
            ("url: https://basin.example.com/", "url: http://basin.example.com"), ("url: https://basin.example.com/", "url: https://a.com/x"),
            ("https://login.example.com", "http://login.example.com"), ("https://login.example.com", "https://a@login.example.com"),
            ("https://login.example.com", "login.example.com"), ("http://127.0.0.1:9000/realm", "https://login.example.com"),
            ("api_audience: basin-api\n", ""), ("api_audience: basin-api", "api_audience: basin"), (": analyst,", ": root,"),
            ("adopt: true", "adopt: yes"), ("company:", "Company:"), ("hosts: [", "hosts: [\"a/b\", "), ("scopes: [groups]", "scopes: [\"a b\"]"),
            ("new_accounts: viewer", "new_account: viewer"), ("    client_id: basin\n    client_secret_file", "    client_secret_file"),
            ("domains: [Example.com]", "domains: [a@example.com]"), ("account: preferred_username", "account: name"),
        ])
    func refused(_ text: String, _ other: String) {
        #expect(throws: BasinError.self) { try SignInReader.read(Self.whole.replacing(text, with: other, maxReplacements: 1), path: "oidc.yaml") }
    }
}
