import BasinCore

/// Times in text, on the hot path: the two shapes that clients nearly always send are read here, the rest by Core.
enum RFC3339 {
    /// The years 0001 to 9999, in microseconds since 1970.
    static let range: ClosedRange<Int64> = -62_135_596_800_000_000...253_402_300_799_999_999

    /// Microseconds since 1970, or nil for what is not RFC 3339.
    static func microseconds(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        Timestamp(rfc3339: text)?.microseconds
    }
}
