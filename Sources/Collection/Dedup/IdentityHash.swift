/// The identity of one event as the index stores it: the first 16 bytes of SHA-256 over (`source`, `id`).
///
/// Order is that of the 16 bytes. Two events with the same hash are the same event: with 10^8 ids the chance that
/// two different ones meet is below 10^-22.
package struct IdentityHash: Sendable, Hashable, Comparable, BitwiseCopyable {
    /// The first eight bytes, big-endian, so that integer order is byte order.
    package var high: UInt64
    /// The second eight bytes, big-endian.
    package var low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    @inline(__always)
    package static func < (a: IdentityHash, b: IdentityHash) -> Bool {
        a.high != b.high ? a.high < b.high : a.low < b.low
    }
}
