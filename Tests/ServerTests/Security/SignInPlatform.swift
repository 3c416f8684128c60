import BasinAPI
import BasinClient
import BasinCore
import BasinServer
import BasinWire
import Foundation
import Logging
import Synchronization

/// A platform that trusts issuers of this machine, and a browser that asks it. Its clock is a test's to move, its log is kept.
final class SignInPlatform: Sendable {
    let provider: OIDCProvider
    let platform: Platform
    let log = LogText()
    private let folder: ServerFolder
    private let transport: Transport
    private let ahead = AheadBox()

    static let adminToken = "token-of-the-sign-in-tests"

    init(_ provider: OIDCProvider, _ change: (inout SignInSettings) throws -> Void = { _ in }) async throws {
        self.provider = provider
        let folder = try ServerFolder()
        self.folder = folder
        var options = PlatformOptions(dataFolder: folder.data)
        options.adminToken = Self.adminToken
        var settings = try SignInPlatform.settings(provider)
        try change(&settings)
        options.signIn = settings
        let (box, log) = (ahead, log)
        let logger = Logger(label: "test") { _ in log }
        platform = try await Platform.open(options, clock: Clock { Clock.system.now() + box.time }, logger: logger)
        transport = WebServer.inProcess(services: platform.services, logger: logger).transport
        _ = try await admin.apply(["teams.yaml": "team-support: {contact: \"#support\"}\n"])
    }

    private final class AheadBox: Sendable {
        private let ahead = Mutex(Duration.zero)
        var time: Duration { ahead.withLock { $0 } }
        func move(_ duration: Duration) { ahead.withLock { $0 += duration } }
    }

    func move(_ duration: Duration) { ahead.move(duration) }

    static func settings(_ provider: OIDCProvider) throws -> SignInSettings {
        let url = "http://127.0.0.1:8080"
        var company = try issuer("company", provider.first)
        // It knows no client without a secret, and takes any.
        company.clientSecret = ClientSecret("a secret")
        company.roles = ["data": .analyst, "admins": .admin]
        company.teams = ["support": "team-support", "gone": "team-gone"]
        company.newAccounts = .viewer
        var partner = try issuer("partner", provider.second + "/partner")
        partner.clientSecret = ClientSecret(provider.secret)
        partner.acceptsTokens = true
        guard let address = WebAddress(url) else { throw BasinError(.invalid, url) }
        return SignInSettings(url: address, urlText: url, apiAudience: "basin-api", issuers: [company, partner])
    }

    static func issuer(_ name: String, _ url: String) throws -> SignInIssuer {
        guard let address = WebAddress(url) else { throw BasinError(.invalid, url) }
        return SignInIssuer(name: name, issuer: url, address: address, clientID: "basin")
    }

    var admin: APIClient { client(Self.adminToken) }
    func client(_ token: String) -> APIClient { APIClient(transport: transport, token: token) }

    // MARK: The browser

    struct Visit {
        var status: Int
        var location: String
        /// `name=value` and what follows it.
        var cookie: String
        var body: String

        /// Where a page leads that brings a program its code.
        var link: String {
            let link = body.split(separator: "\"").first { $0.hasPrefix("http://127.0.0.1:4711/") } ?? ""
            return String(link).replacing("&amp;", with: "&")
        }
        /// `name=value`.
        var pair: String { String(cookie.prefix { $0 != ";" }) }
        /// What the cookie holds.
        var value: String { String(pair.drop { $0 != "=" }.dropFirst()) }
    }

    func visit(_ path: String, cookie: String? = nil) async throws -> Visit {
        let body = Mutex("")
        let head = try await transport.send(
            WireRequest(method: "GET", path: path, headers: cookie.map { ["cookie": $0] } ?? [:])
        ) { _, bytes in body.withLock { $0 += String(decoding: bytes, as: UTF8.self) } }
        return Visit(
            status: head.status, location: head.headers["location"] ?? "", cookie: head.headers["set-cookie"] ?? "",
            body: body.withLock { $0 })
    }

    /// The path of this server that an address leads to.
    static func path(_ location: String) -> String { location.replacing("http://127.0.0.1:8080", with: "") }

    /// From the beginning to the page that says so, or to what went wrong.
    func signIn(
        at issuer: String, as subject: String, _ claims: String = "{}", query: String = ""
    ) async throws -> Visit {
        let begun = try await visit("/auth/oidc/\(issuer)/start\(query)")
        guard begun.status == 303 else { return begun }
        let back = try provider.authorize(begun.location, as: subject, claims)
        return try await visit(Self.path(back), cookie: begun.pair)
    }

    /// Signed in, or thrown.
    func session(at issuer: String, as subject: String, _ claims: String = "{}") async throws -> APIClient {
        let visit = try await signIn(at: issuer, as: subject, claims)
        guard visit.status == 200 else { throw BasinError(.system, "\(visit.status): \(visit.body)") }
        return client(visit.value)
    }

    /// Why sign-ins were refused, the latest first.
    func reasons() async throws -> [String] {
        try await admin.auditRecords(action: "login").filter { $0.outcome == "refused" }.map { $0.details["why"] ?? "-" }
    }

    static func code(_ body: () async throws -> Void) async -> String {
        do {
            try await body()
            return "ok"
        } catch let error as BasinError {
            return error.code.rawValue
        } catch {
            return "\(error)"
        }
    }
}
