import BasinCore

/// One thing to ask an issuer.
struct IssuerRequest: Sendable {
    var issuer: SignInIssuer
    /// Where. It was compared with where the issuer may be asked.
    var address: WebAddress
    /// Fields to post; nil to get.
    var form: [(name: String, value: String)]?
    var authorization: String?
    /// Bytes of an answer at most.
    var limit: Int

    /// - Throws: `.host`.
    init(
        _ issuer: SignInIssuer, _ url: String, form: [(name: String, value: String)]? = nil, authorization: String? = nil,
        limit: Int
    ) throws {
        guard let address = WebAddress(url), issuer.trusts(address) else { throw IssuerTrouble.host }
        self.issuer = issuer
        self.address = address
        self.form = form
        self.authorization = authorization
        self.limit = limit
    }
}
