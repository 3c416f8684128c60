/// The signatures that are taken; whatever else a token says of itself is refused before any key is looked at.
package enum SignatureAlgorithm: String, Sendable, CaseIterable {
    case rs256 = "RS256"
    case es256 = "ES256"
    case eddsa = "EdDSA"
}
