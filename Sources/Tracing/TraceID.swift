/// What all spans of one trace share: 16 bytes, never all zero.
package struct TraceID: Sendable, Hashable, CustomStringConvertible {
    package let high: UInt64
    package let low: UInt64

    /// Nil when all is zero.
    package init?(high: UInt64, low: UInt64) {
        guard high != 0 || low != 0 else { return nil }
        self.high = high
        self.low = low
    }

    /// 32 lower-case hexadecimal digits, as in `traceparent` and in OTLP's JSON.
    package var description: String { high.hexadecimal + low.hexadecimal }
}
