package import Foundation

/// Microseconds since 1970 by the device's clock, which people set and which may jump.
package struct WallTime: Sendable, Hashable, Comparable {
    package var microseconds: Int64

    package init(microseconds: Int64) { self.microseconds = microseconds }

    /// nil for dates outside of the years 1 to 9999, which RFC 3339 cannot write.
    package init?(_ date: Date) {
        let value = (date.timeIntervalSince1970 * 1e6).rounded()
        guard value >= -62_135_596_800e6, value < 253_402_300_800e6 else { return nil }
        microseconds = Int64(value)
    }

    package static func < (a: WallTime, b: WallTime) -> Bool { a.microseconds < b.microseconds }

    package func advanced(by duration: Duration) -> WallTime {
        WallTime(microseconds: microseconds + duration.microseconds)
    }

    package func distance(to other: WallTime) -> Duration { .microseconds(other.microseconds - microseconds) }

    /// Seconds, as HTTP and tokens count them.
    package var seconds: Int64 { microseconds.dividing(by: 1_000_000).quotient }
}

extension Duration {
    package var microseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }
}

extension Int64 {
    /// Rounds towards the past, also before 1970.
    func dividing(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
