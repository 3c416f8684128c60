/// Who may sign in with whose word: the issuers of OpenID Connect that an operator trusts. No other is ever asked.
package struct SignInSettings: Sendable, Equatable {
    /// Where people's browsers find Basin, without a slash at its end: issuers send them back there and nowhere else.
    package var url: WebAddress
    /// As it was written.
    package var urlText: String
    /// Whom tokens of services must be for; nil where none are taken.
    package var apiAudience: String?
    /// By name.
    package var issuers: [SignInIssuer]

    package init(url: WebAddress, urlText: String, apiAudience: String? = nil, issuers: [SignInIssuer]) {
        self.url = url
        self.urlText = urlText
        self.apiAudience = apiAudience
        self.issuers = issuers
    }

    package func issuer(named name: String) -> SignInIssuer? { issuers.first { $0.name == name } }

    /// Where an issuer sends a browser back to. Each has a place of its own: a code that one issuer gave must not be
    /// shown to another that sent a browser there in its own name (RFC 9700, section 4.4).
    /// - Parameter name: of the issuer.
    package func callback(of name: String) -> String { urlText + "/auth/oidc/\(name)/callback" }
}
