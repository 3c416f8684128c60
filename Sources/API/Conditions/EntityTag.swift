import BasinCore
import CCrypto

/// Names one representation (RFC 9110 §8.8.3): the same tag, the same bytes. Always strong.
package struct EntityTag: Sendable, Hashable, CustomStringConvertible {
    /// What stands between the quotes: printable ASCII without a quote.
    package var value: String

    /// - Parameter value: of our own making, never a client's.
    package init(_ value: String) { self.value = value }

    /// The first half of the representation's SHA-256: enough that nobody finds two of the same.
    package init(of bytes: some Collection<UInt8>) {
        var digest = [UInt8](repeating: 0, count: 32)
        let isWhole: Void? = bytes.withContiguousStorageIfAvailable {
            basin_sha256($0.baseAddress, $0.count, &digest)
        }
        if isWhole == nil {
            let copy = Array(bytes)
            basin_sha256(copy, copy.count, &digest)
        }
        value = Hexadecimal.text(digest.prefix(16))
    }

    /// As a header has it.
    package var description: String { "\"\(value)\"" }
}
