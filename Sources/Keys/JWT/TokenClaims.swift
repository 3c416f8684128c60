package import BasinCore

/// What a verified token says.
package struct TokenClaims: Sendable, Equatable {
    package var issuer: String
    /// Whom the issuer means: 1 to 255 bytes, which never stand for somebody else there.
    package var subject: String
    package var expiresAt: Timestamp
    private var all: StrictJSON

    init(issuer: String, subject: String, expiresAt: Timestamp, all: StrictJSON) {
        self.issuer = issuer
        self.subject = subject
        self.expiresAt = expiresAt
        self.all = all
    }

    /// A claim that is one text.
    package func text(_ claim: String) -> String? { all[claim]?.text }

    /// A claim that is a text or a list of texts; none for anything else.
    package func texts(_ claim: String) -> [String] { all[claim]?.texts ?? [] }

    /// Whether the claim is `true`, not a text that says so.
    package func isTrue(_ claim: String) -> Bool { all[claim] == .bool(true) }
}
