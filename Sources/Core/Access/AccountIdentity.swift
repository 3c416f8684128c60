/// Whom an issuer means: the two together never stand for somebody else.
package struct AccountIdentity: Sendable, Hashable {
    /// Its URL, byte for byte.
    package var issuer: String
    package var subject: String

    package init(issuer: String, subject: String) {
        self.issuer = issuer
        self.subject = subject
    }
}
