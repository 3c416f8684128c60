/// What a token must say of itself.
package struct TokenExpectations: Sendable {
    package var issuer: String
    /// Whom it must be for.
    package var audience: String
    /// The browser's sign-in that it must answer; nil for one that answers none.
    package var nonce: String?
    /// The client that must have asked for it, where it says one.
    package var authorizedParty: String?
    /// The `typ` of its header may be `at+jwt` (RFC 9068), which no ID token has.
    package var mayBeAccessToken: Bool

    package init(
        issuer: String, audience: String, nonce: String? = nil, authorizedParty: String? = nil, mayBeAccessToken: Bool = false
    ) {
        self.issuer = issuer
        self.audience = audience
        self.nonce = nonce
        self.authorizedParty = authorizedParty
        self.mayBeAccessToken = mayBeAccessToken
    }
}
