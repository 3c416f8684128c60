/// A sign-in that a browser began, until it comes back.
struct PendingSignIn: Sendable {
    /// A program on the person's machine that waits for it (RFC 8252).
    struct Program: Sendable, Equatable {
        /// On 127.0.0.1.
        var port: Int
        /// SHA-256 of what it will show, as base64url.
        var challenge: String
        /// What it wants back, to know that it is its own.
        var state: String
    }

    var issuer: String
    /// Of the browser that began.
    var cookieHash: [UInt8]
    var nonce: String
    /// Of PKCE.
    var verifier: String
    /// A path of this server.
    var next: String
    var program: Program?

    /// A path and query of this server and nothing else: no scheme, no host, whatever a browser makes of it.
    static func isLocal(_ path: String) -> Bool {
        path.utf8.count <= 1000 && path.hasPrefix("/") && !path.hasPrefix("//")
            && path.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x5C && $0 != 0x22 && $0 != 0x3C && $0 != 0x3E }
    }
}
