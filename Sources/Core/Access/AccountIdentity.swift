/// Whom an issuer means: the two together never stand for somebody else. Compared byte for byte: what only Unicode takes for
/// the same is somebody else.
package struct AccountIdentity: Sendable, Hashable {
    /// Its URL, byte for byte.
    package var issuer: String
    package var subject: String

    package init(issuer: String, subject: String) {
        self.issuer = issuer
        self.subject = subject
    }

    package static func == (a: AccountIdentity, b: AccountIdentity) -> Bool {
        a.issuer.utf8.elementsEqual(b.issuer.utf8) && a.subject.utf8.elementsEqual(b.subject.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(Array(issuer.utf8))
        hasher.combine(Array(subject.utf8))
    }
}
