import BasinCore
import Testing

@Suite struct SignInRightsTests {
    private static func issuer() throws -> SignInIssuer {
        SignInIssuer(
            name: "company", issuer: "https://login.example.com", address: try #require(WebAddress("https://login.example.com")),
            clientID: "basin")
    }

    @Test("without a mapping the account keeps what it has; with one it has what its groups give")
    func mapping() throws {
        var issuer = try Self.issuer()
        #expect(SignInRights(issuer, groups: ["data"], knownTeams: ["team-a"]).roles == nil)
        issuer.roles = ["data": .analyst, "admins": .admin]
        #expect(SignInRights(issuer, groups: ["admins", "data", "x"], knownTeams: []).roles == [.admin, .analyst])
        #expect(SignInRights(issuer, groups: ["Data", "data "], knownTeams: []).isNothing)
        #expect(SignInRights(issuer, groups: [], knownTeams: []).teams == nil)
        // The Kelvin sign, which Swift takes for the letter.
        issuer.roles["Keepers"] = .admin
        #expect(SignInRights(issuer, groups: ["\u{212A}eepers"], knownTeams: []).isNothing)
        #expect(SignInRights(issuer, groups: ["Keepers"], knownTeams: []).roles == [.admin])
        issuer.newAccounts = .viewer
        #expect(SignInRights(issuer, groups: [], knownTeams: []).roles == [.viewer])
        issuer.teams = ["a": "team-a", "b": "team-b"]
        #expect(SignInRights(issuer, groups: ["a", "b"], knownTeams: ["team-a"]).teams == ["team-a"])
    }

    @Test(
        "a URL in which two readers could find two hosts is none",
        arguments: [
            "https://a@b.com", "https://a.com\\@b.com", "https://a.com#@b.com", "https://a%2ecom", "https://a.com:0", "https://a.com:99999",
            "https://a.com:80:80", "https:///x", "https://", "//a.com", "ftp://a.com", "https://ä.com", "https://a.com/../x", "https://a .com",
            "https://[::1", "https://[::1]x", "https://a.com\u{0}", " https://a.com", "javascript:alert(1)", "HTTPS://a.com",
        ])
    func addresses(_ text: String) { #expect(WebAddress(text) == nil) }

    @Test("this machine is told by its name and its numbers only")
    func loopback() throws {
        for text in ["http://localhost:1/", "http://127.0.0.1", "http://127.1.2.3:80/x", "http://[::1]:80"] {
            #expect(try #require(WebAddress(text)).isLoopback, "\(text)")
        }
        for text in ["http://localhost.evil.com", "http://127.0.0.1.evil.com", "http://128.0.0.1", "http://127.evil.com", "http://[::2]"] {
            #expect(try !#require(WebAddress(text)).isLoopback, "\(text)")
        }
    }

    @Test("identities are the same when their bytes are")
    func identities() {
        let (composed, decomposed) = ("caf\u{E9}", "cafe\u{301}")
        #expect(composed == decomposed, "to Swift")
        #expect(AccountIdentity(issuer: "i", subject: composed) != AccountIdentity(issuer: "i", subject: decomposed))
    }
}
