import BasinCore
import CCrypto

/// HMAC-SHA-256 under one key, prepared once.
///
/// `@unchecked Sendable`: the prepared state is read-only after `init`.
package final class KeyedHash: @unchecked Sendable {
    package static let byteCount = 32
    private let state: OpaquePointer

    package convenience init(_ key: SecretKey) throws {
        self.init(state: try key.withBytes { try Self.prepare($0) })
    }

    /// A key of any length, as RFC 2104 allows.
    package convenience init(key: [UInt8]) throws {
        self.init(state: try key.withUnsafeBytes { try Self.prepare($0) })
    }

    private init(state: OpaquePointer) { self.state = state }

    deinit { basin_hmac_free(state) }

    private static func prepare(_ key: UnsafeRawBufferPointer) throws -> OpaquePointer {
        guard let state = basin_hmac_new(key.baseAddress?.assumingMemoryBound(to: UInt8.self), key.count) else {
            throw BasinError(.unavailable, "There is no memory left for a keyed hash; give Basin more memory.")
        }
        return state
    }

    /// Writes the 32-byte hash of the parts, one after another without any mark between them: what must not be
    /// confused needs its length in front.
    package func hash(
        _ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer = .init(start: nil, count: 0),
        _ third: UnsafeRawBufferPointer = .init(start: nil, count: 0), into output: UnsafeMutablePointer<UInt8>
    ) {
        withExtendedLifetime(self) {
            basin_hmac_sha256(
                state,
                first.baseAddress?.assumingMemoryBound(to: UInt8.self), first.count,
                second.baseAddress?.assumingMemoryBound(to: UInt8.self), second.count,
                third.baseAddress?.assumingMemoryBound(to: UInt8.self), third.count, output)
        }
    }

    /// The 32-byte hash.
    package func hash(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Self.byteCount) { output, count in
            guard let start = output.baseAddress else { return }
            bytes.withUnsafeBytes { hash($0, into: start) }
            count = Self.byteCount
        }
    }
}
