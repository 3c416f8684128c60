import BasinCore
import CCrypto

/// 32 secret bytes. They are never printed, and overwritten when the last owner lets go.
///
/// `@unchecked Sendable`: the bytes are written in `init` only.
package final class SecretKey: @unchecked Sendable {
    package static let byteCount = 32
    let bytes: UnsafeMutablePointer<UInt8>

    private init(filledBy fill: (UnsafeMutablePointer<UInt8>) -> Bool) throws {
        bytes = .allocate(capacity: Self.byteCount)
        bytes.initialize(repeating: 0, count: Self.byteCount)
        guard fill(bytes) else {
            throw BasinError(
                .system, "The operating system gave no random bytes for a new key; check that the generator works.")
        }
    }

    deinit {
        basin_zero(bytes, Self.byteCount)
        bytes.deallocate()
    }

    /// A new key from the operating system's generator.
    package static func random() throws -> SecretKey {
        try SecretKey { basin_random($0, byteCount) == 1 }
    }

    /// A key from 32 bytes; the caller's copy remains the caller's business. `invalid` for any other count.
    package convenience init(copying source: UnsafeRawBufferPointer) throws {
        guard source.count == Self.byteCount, let start = source.baseAddress else {
            throw BasinError(.invalid, "A key has \(Self.byteCount) bytes, not \(source.count).")
        }
        try self.init {
            UnsafeMutableRawPointer($0).copyMemory(from: start, byteCount: Self.byteCount)
            return true
        }
    }

    /// Lends the bytes; they must not be kept.
    package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try withExtendedLifetime(self) { try body(UnsafeRawBufferPointer(start: bytes, count: Self.byteCount)) }
    }

    /// Whether both hold the same bytes, in constant time.
    func matches(_ other: SecretKey) -> Bool {
        withExtendedLifetime((self, other)) { basin_equal(bytes, other.bytes, Self.byteCount) == 1 }
    }
}

extension SecretKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "SecretKey(hidden)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
