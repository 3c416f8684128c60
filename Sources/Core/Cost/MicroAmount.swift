/// An amount of money in millionths of a currency's unit. No floating point: sums are exact.
package struct MicroAmount: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    package var micros: Int64

    package init(micros: Int64) { self.micros = micros }

    /// Reads `12`, `0.045` or `0.000001`: digits, and at most six behind a point. Nil for anything else, and for a
    /// million millions or more.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
        guard (1...2).contains(parts.count), isPlain, let units = Int64(parts[0]), units < 1_000_000_000_000 else { return nil }
        let fraction = parts.count == 2 ? String(parts[1]) : ""
        guard fraction.utf8.count <= 6 else { return nil }
        let padded = fraction + String(repeating: "0", count: 6 - fraction.utf8.count)
        micros = units * 1_000_000 + (Int64(padded) ?? 0)
    }

    package static func < (a: MicroAmount, b: MicroAmount) -> Bool { a.micros < b.micros }
    package static func + (a: MicroAmount, b: MicroAmount) -> MicroAmount { MicroAmount(micros: a.micros.adding(b.micros)) }

    /// `0.045`: all that is there, and two digits behind the point at least.
    package var description: String {
        let digits = String(micros.magnitude)
        let padded = String(repeating: "0", count: max(0, 7 - digits.utf8.count)) + digits
        var fraction = String(padded.suffix(6))
        while fraction.utf8.count > 2, fraction.last == "0" { fraction.removeLast() }
        return (micros < 0 ? "-" : "") + padded.dropLast(6) + "." + fraction
    }
}
