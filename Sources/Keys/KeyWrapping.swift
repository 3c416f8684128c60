import BasinCore
import CCrypto

/// Wraps keys for storage: AES-256-GCM under a key derived from the master key, one for each kind. The kind and the
/// name are authenticated, so that a wrapped key put in another's place does not open.
///
/// Layout: 12-byte random nonce | 32-byte ciphertext | 16-byte tag.
struct KeyWrapping: Sendable {
    enum Kind: String, CaseIterable {
        case segment, subject, daily, secret
    }

    private static let byteCount =
        AuthenticatedCipher.nonceByteCount + SecretKey.byteCount + AuthenticatedCipher.tagByteCount
    private let keys: [Kind: SecretKey]

    init(_ master: MasterKey) throws {
        keys = try Dictionary(
            uniqueKeysWithValues: Kind.allCases.map { ($0, try master.derived("wrap/" + $0.rawValue)) })
    }

    func wrap(_ key: SecretKey, _ kind: Kind, _ name: String, with cipher: AuthenticatedCipher) throws -> [UInt8] {
        let wrapper = try wrapper(kind)
        return try [UInt8](unsafeUninitializedCapacity: Self.byteCount) { output, count in
            guard let start = output.baseAddress, basin_random(start, AuthenticatedCipher.nonceByteCount) == 1 else {
                throw BasinError(.system, "The operating system gave no random bytes; check that its generator works.")
            }
            try key.withBytes { plain in
                try Self.label(kind, name).withUnsafeBytes { label in
                    try cipher.seal(
                        plain, key: wrapper, nonce: start, authenticating: label,
                        into: start + AuthenticatedCipher.nonceByteCount)
                }
            }
            count = Self.byteCount
        }
    }

    /// `damaged` when the bytes are not what `wrap` gave for this kind and name.
    func unwrap(
        _ wrapped: [UInt8], _ kind: Kind, _ name: String, with cipher: AuthenticatedCipher
    ) throws -> SecretKey {
        let wrapper = try wrapper(kind)
        return try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: SecretKey.byteCount) { plain in
            let opened = wrapped.withUnsafeBytes { bytes -> Bool in
                guard bytes.count == Self.byteCount, let start = bytes.baseAddress, let output = plain.baseAddress
                else { return false }
                return Self.label(kind, name).withUnsafeBytes { label in
                    cipher.open(
                        UnsafeRawBufferPointer(rebasing: bytes[AuthenticatedCipher.nonceByteCount...]), key: wrapper,
                        nonce: start.assumingMemoryBound(to: UInt8.self), authenticating: label, into: output)
                }
            }
            guard opened else {
                throw BasinError(
                    .damaged,
                    "The \(kind.rawValue) key \(name) in the key database was altered or damaged; restore keys.sqlite "
                        + "from a backup.")
            }
            defer { basin_zero(plain.baseAddress, plain.count) }
            return try SecretKey(copying: UnsafeRawBufferPointer(plain))
        }
    }

    private func wrapper(_ kind: Kind) throws -> SecretKey {
        guard let key = keys[kind] else {
            throw BasinError(.system, "There is no wrapping key for \(kind.rawValue) keys.")
        }
        return key
    }

    private static func label(_ kind: Kind, _ name: String) -> [UInt8] { [UInt8]((kind.rawValue + "/" + name).utf8) }
}
