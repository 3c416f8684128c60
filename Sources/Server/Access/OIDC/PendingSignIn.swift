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
}
