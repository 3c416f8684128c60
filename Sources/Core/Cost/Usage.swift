/// What something used. Sums never wrap: what is too much stays at the most.
package struct Usage: Sendable, Hashable, Codable {
    /// Runs' attempts or queries.
    package var count: Int64
    /// User and system time, in microseconds.
    package var cpuMicros: Int64
    package var wallMicros: Int64
    package var bytesRead: Int64
    package var bytesWritten: Int64
    package var rows: Int64
    /// Bytes that were stored, a time for each UTC day.
    package var byteDays: Int64

    package init(
        count: Int64 = 0, cpuMicros: Int64 = 0, wallMicros: Int64 = 0, bytesRead: Int64 = 0, bytesWritten: Int64 = 0,
        rows: Int64 = 0, byteDays: Int64 = 0
    ) {
        self.count = count
        self.cpuMicros = cpuMicros
        self.wallMicros = wallMicros
        self.bytesRead = bytesRead
        self.bytesWritten = bytesWritten
        self.rows = rows
        self.byteDays = byteDays
    }

    package static func + (a: Usage, b: Usage) -> Usage {
        Usage(
            count: a.count.adding(b.count), cpuMicros: a.cpuMicros.adding(b.cpuMicros),
            wallMicros: a.wallMicros.adding(b.wallMicros), bytesRead: a.bytesRead.adding(b.bytesRead),
            bytesWritten: a.bytesWritten.adding(b.bytesWritten), rows: a.rows.adding(b.rows),
            byteDays: a.byteDays.adding(b.byteDays))
    }

    package static func += (a: inout Usage, b: Usage) { a = a + b }

    /// Shares of it, one for each weight, that sum up to exactly this. Where no weight is positive, equal ones.
    package func shares(_ weights: [Int64]) -> [Usage] {
        guard !weights.isEmpty else { return [] }
        let known = weights.map { max(0, $0) }
        let weights = known.allSatisfy { $0 == 0 } ? known.map { _ in 1 } : known
        func split(_ part: KeyPath<Usage, Int64>) -> [Int64] { Self.split(self[keyPath: part], weights) }
        let (counts, cpu, wall) = (split(\.count), split(\.cpuMicros), split(\.wallMicros))
        let (read, written, rows) = (split(\.bytesRead), split(\.bytesWritten), split(\.rows))
        let days = split(\.byteDays)
        return weights.indices.map {
            Usage(
                count: counts[$0], cpuMicros: cpu[$0], wallMicros: wall[$0], bytesRead: read[$0], bytesWritten: written[$0],
                rows: rows[$0], byteDays: days[$0])
        }
    }

    /// Each share is the difference of two rounded running sums, so that nothing is lost.
    private static func split(_ total: Int64, _ weights: [Int64]) -> [Int64] {
        let sum = weights.reduce(Int64(0)) { $0.adding($1) }
        var before: Int64 = 0, weight: Int64 = 0
        return weights.map { next in
            weight = weight.adding(next)
            let now = max(0, total).scaled(by: weight, over: sum)
            defer { before = now }
            return now - before
        }
    }
}

extension Int64 {
    /// The sum, or the nearest number that there is.
    package func adding(_ other: Int64) -> Int64 {
        let (sum, isTooMuch) = addingReportingOverflow(other)
        return isTooMuch ? (other > 0 ? .max : .min) : sum
    }

    /// `self · factor / divisor` in whole numbers, half away from zero, however large the product; the greatest number
    /// where the result is larger. All three are at least 0, the divisor is more.
    package func scaled(by factor: Int64, over divisor: Int64) -> Int64 {
        precondition(self >= 0 && factor >= 0 && divisor > 0, "scaled: only of what is not negative")
        let product = UInt64(self).multipliedFullWidth(by: UInt64(factor))
        guard product.high < UInt64(divisor) else { return .max }
        let (quotient, rest) = UInt64(divisor).dividingFullWidth(product)
        let rounded = rest >= UInt64(divisor) - rest ? quotient.addingReportingOverflow(1).partialValue : quotient
        return Int64(clamping: rounded)
    }
}
