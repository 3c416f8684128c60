import Foundation

/// What a JSON Web Token says. Its signature is not looked at: what lets events in is the write key, not the token.
package struct TokenClaims: Sendable, Hashable, Decodable {
    package var subject: String
    /// Seconds since 1970, from which on the token is void.
    package var expires: Double?

    enum CodingKeys: String, CodingKey {
        case subject = "sub"
        case expires = "exp"
    }

    /// nil for what is no token with a subject.
    package init?(token: String) {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        var base64 = parts[1].replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
        base64 += String(repeating: "=", count: (4 - base64.utf8.count % 4) % 4)
        guard let json = Data(base64Encoded: base64),
            let claims = try? JSONDecoder().decode(TokenClaims.self, from: json), !claims.subject.isEmpty
        else { return nil }
        self = claims
    }

    /// The user at a time; nil when the token had expired.
    package func subject(at time: WallTime) -> String? {
        guard let expires else { return subject }
        return Double(time.microseconds) < expires * 1e6 ? subject : nil
    }
}
