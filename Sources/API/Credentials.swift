import BasinCore
import HTTPTypes
import Hummingbird

/// What a request shows of who sends it.
enum Credentials {
    static let cookieName = "basin_session"

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
        guard reads || request.headers[fetchSite] == "same-origin" else { return nil }
        return request.cookies[cookieName]?.value
    }

    static let missing = BasinError(.unauthorized, "This needs a valid token; send it as Authorization: Bearer ….")

    /// The name is a constant token, so it cannot be refused.
    private static let fetchSite = HTTPField.Name("Sec-Fetch-Site")!
}
