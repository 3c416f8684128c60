/// What a browser brings back from an issuer.
package struct SignInReturn: Sendable {
    /// The name of the issuer whose place it was sent back to.
    package var place: String
    package var state: String?
    package var code: String?
    /// What went wrong there, in the issuer's word.
    package var error: String?
    /// Who says that it answers (RFC 9207).
    package var issuer: String?
    /// What the browser was given when it began, by each of its names.
    package var secureCookie: String?
    package var cookie: String?
    package var client: String
}
