import BasinCore
import CCrypto

/// AES-256-GCM with a context that is used again. For one thread at a time.
///
/// The key of the last call is remembered, so that many values under one key cost less. A nonce must never serve two
/// different texts under one key: that is the caller's promise.
package final class AuthenticatedCipher {
    package static let nonceByteCount = 12
    package static let tagByteCount = 16
    private let state: OpaquePointer

    package init() throws {
        guard let state = basin_gcm_new() else {
            throw BasinError(
                .system, "libcrypto gives no AES-256-GCM; install OpenSSL 3 with its default provider.")
        }
        self.state = state
    }

    deinit { basin_gcm_free(state) }

    /// Writes `plain.count` bytes of ciphertext and the tag. `output` may be where `plain` is.
    package func seal(
        _ plain: UnsafeRawBufferPointer, key: SecretKey, nonce: UnsafePointer<UInt8>,
        authenticating header: UnsafeRawBufferPointer, into output: UnsafeMutablePointer<UInt8>
    ) throws {
        let done = withExtendedLifetime((self, key)) {
            basin_gcm_seal(
                state, key.bytes, nonce, header.baseAddress?.assumingMemoryBound(to: UInt8.self), header.count,
                plain.baseAddress?.assumingMemoryBound(to: UInt8.self), plain.count, output)
        }
        guard done == 1 else {
            throw BasinError(.system, "libcrypto refused to seal \(plain.count) bytes; check the memory limit.")
        }
    }

    /// Writes `sealed.count - 16` bytes of plain text. `output` may be where `sealed` is.
    /// - Returns: false when anything was altered, the key is another one, or `sealed` is too short. Then `output`
    ///   holds nothing of the text.
    package func open(
        _ sealed: UnsafeRawBufferPointer, key: SecretKey, nonce: UnsafePointer<UInt8>,
        authenticating header: UnsafeRawBufferPointer, into output: UnsafeMutablePointer<UInt8>
    ) -> Bool {
        guard let start = sealed.baseAddress else { return false }
        return withExtendedLifetime((self, key)) {
            basin_gcm_open(
                state, key.bytes, nonce, header.baseAddress?.assumingMemoryBound(to: UInt8.self), header.count,
                start.assumingMemoryBound(to: UInt8.self), sealed.count, output)
        } == 1
    }
}
