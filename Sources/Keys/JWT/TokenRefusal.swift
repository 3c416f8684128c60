/// Why a token is not believed: a word for the log, which tells nothing that the token holds.
package enum TokenRefusal: String, Error, Sendable, CaseIterable {
    case tooLarge = "too_large"
    /// Not three parts of base64url with JSON objects in them.
    case malformed
    /// None of those that are taken, or not the key's.
    case algorithm
    /// It asks for something that is not understood here (`crit`).
    case critical
    /// Signed by a key that the issuer does not publish.
    case unknownKey = "unknown_key"
    case signature
    case issuer
    case audience
    case authorizedParty = "authorized_party"
    case expired
    case notYetValid = "not_yet_valid"
    case nonce
    /// A claim that must be there is missing, or is of another kind than it must be.
    case claims
}
