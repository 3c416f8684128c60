import BasinCore
import Foundation
import HTTPTypes
import Hummingbird

/// What a request shows of who sends it.
enum Credentials {
    static let cookieName = "basin_session"

    /// One program may look at the first of two, and another at the last. Throws `.invalid`.
    static func requireOne(_ headers: HTTPFields) throws {
        guard headers[values: .authorization].count <= 1 else {
            throw BasinError(.invalid, "There is more than one Authorization header; send one.")
        }
    }

    /// The secret after `Authorization: Bearer`.
    static func bearer(_ headers: HTTPFields) -> String? {
        guard let field = headers[.authorization] else { return nil }
        let parts = field.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        let secret = String(parts[1]).trimmed
        return secret.isEmpty ? nil : secret
    }

    /// The admin token: the bearer's, else the session cookie's. A cookie may only change something when the
    /// browser says that the request comes from a page of this server.
    static func token(_ request: Request) -> String? {
        if let token = bearer(request.headers) { return token }
        let reads = request.method == .get || request.method == .head
        guard reads || isFromOwnPage(request) else { return nil }
        return request.cookies[cookieName]?.value
    }

    /// Whether the browser says that a page of this server sends this. Browsers leave `Sec-Fetch-Site` out where a server
    /// is neither on the machine itself nor behind TLS; then `Origin` must name the host that was asked.
    static func isFromOwnPage(_ request: Request) -> Bool {
        if let site = request.headers[fetchSite] { return site == "same-origin" }
        guard let origin = request.headers[.origin], let host = request.head.authority, !host.isEmpty else { return false }
        return origin.lowercased() == "http://" + host.lowercased() || origin.lowercased() == "https://" + host.lowercased()
    }

    /// Whether a person opened this by themselves: typed, or from a program such as the terminal, and not from a page of
    /// another server, nor of this one, where others may have written the link.
    static func isOpenedByPerson(_ request: Request) -> Bool {
        if let site = request.headers[fetchSite] { return site == "none" }
        // Browsers say it to this machine and over TLS. Elsewhere a page of another server can hide that it sent them.
        return request.headers[.referer] == nil && isThisMachine(request.head.authority)
    }

    private static func isThisMachine(_ authority: String?) -> Bool {
        guard let host = authority?.lowercased() else { return false }
        return ["localhost", "127.0.0.1", "[::1]"].contains { host == $0 || host.hasPrefix($0 + ":") }
    }

    /// Whose token it is. How often it may be asked for one that is not good depends on where it comes from.
    /// - Throws: `.unauthorized`, `.rateLimited`.
    static func principal(_ token: String?, _ context: DoorContext, _ services: Services) async throws -> Principal {
        let strangers = services.rules?.strangers, address = context.remoteAddress?.ipAddress
        try strangers?.admit(token, from: address)
        guard let token else { throw missing }
        do {
            let principal = try await services.authenticate(token)
            strangers?.note(token, isGood: true, from: address)
            return principal
        } catch let error as BasinError where error.code == .unauthorized {
            strangers?.note(token, isGood: false, from: address)
            throw error
        }
    }

    /// The secret of a write key where clients of other protocols put it: as bearer, as the user of Basic, in the query.
    static func writeKey(_ door: DoorRequest) throws -> String? {
        if let key = bearer(door.request.headers) { return key }
        if let field = door.request.headers[.authorization], field.lowercased().hasPrefix("basic "),
            let bytes = Data(base64Encoded: String(field.dropFirst(6)).trimmed), let text = String(bytes: bytes, encoding: .utf8)
        {
            let user = String(text.prefix { $0 != ":" })
            return user.isEmpty ? nil : user
        }
        return try door.query.first("writeKey")
    }

    static let refusedWriteKey = BasinError(
        .unauthorized, "The write key is not valid; make one with `basin key create NAME` and send it as a bearer token.")

    static let missing = BasinError(.unauthorized, "This needs a valid token; send it as Authorization: Bearer ….")

    /// The name is a constant token, so it cannot be refused.
    private static let fetchSite = HTTPField.Name("Sec-Fetch-Site")!
}
