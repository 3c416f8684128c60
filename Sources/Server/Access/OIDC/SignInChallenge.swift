import BasinCore

/// What is shown of a secret before the secret is (RFC 7636, S256).
package enum SignInChallenge {
    package static func of(_ verifier: String) -> String { Base64URL.encode(Credentials.hash(verifier)) }
}
