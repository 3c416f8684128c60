import BasinCore
import CCrypto

/// A key of an issuer, good for one algorithm.
///
/// `@unchecked Sendable`: the key is read-only after `init`.
package final class PublicKey: @unchecked Sendable {
    package let algorithm: SignatureAlgorithm
    private let key: OpaquePointer

    private init?(_ algorithm: SignatureAlgorithm, _ key: OpaquePointer?) {
        guard let key else { return nil }
        self.algorithm = algorithm
        self.key = key
    }

    deinit { basin_public_key_free(key) }

    /// Of a JSON Web Key (RFC 7517). Nil for one that is not for signatures, of another kind or curve, that says another
    /// algorithm than its kind's, or is weak: RSA below 2048 bits, a point that is on no curve.
    package convenience init?(_ jwk: StrictJSON) {
        if let use = jwk["use"], use.text != "sig" { return nil }
        if let uses = jwk["key_ops"], uses.texts?.contains("verify") != true { return nil }
        func bytes(_ name: String) -> [UInt8]? { jwk[name]?.text.flatMap { Base64URL.decode($0) } }
        let algorithm: SignatureAlgorithm
        let key: OpaquePointer?
        switch (jwk["kty"]?.text, jwk["crv"]?.text) {
        case ("RSA", _):
            guard let n = bytes("n"), let e = bytes("e") else { return nil }
            algorithm = .rs256
            key = basin_public_key_rsa(n, n.count, e, e.count)
        case ("EC", "P-256"):
            guard let x = bytes("x"), let y = bytes("y"), x.count == 32, y.count == 32 else { return nil }
            algorithm = .es256
            key = basin_public_key_p256(x, y)
        case ("OKP", "Ed25519"):
            guard let x = bytes("x"), x.count == 32 else { return nil }
            algorithm = .eddsa
            key = basin_public_key_ed25519(x)
        default: return nil
        }
        if let said = jwk["alg"], said.text != algorithm.rawValue {
            basin_public_key_free(key)
            return nil
        }
        self.init(algorithm, key)
    }

    /// Whether the signature over the bytes is this key's.
    package func verifies(_ signature: [UInt8], of bytes: [UInt8]) -> Bool {
        switch algorithm {
        case .rs256: basin_verify_rs256(key, bytes, bytes.count, signature, signature.count) == 1
        case .es256: signature.count == 64 && basin_verify_es256(key, bytes, bytes.count, signature) == 1
        case .eddsa: signature.count == 64 && basin_verify_ed25519(key, bytes, bytes.count, signature) == 1
        }
    }
}
