/// So many a second, and no more at once. A value that is told the time, of a clock that never jumps.
package struct SteadyRate: Sendable {
    private let perSecond: Double
    private var left: Double
    private var last: ContinuousClock.Instant

    package init(perSecond: Int, at now: ContinuousClock.Instant) {
        self.perSecond = Double(perSecond)
        left = Double(perSecond)
        last = now
    }

    /// How many are within the rate now.
    package mutating func allowance(at now: ContinuousClock.Instant) -> Int {
        if now > last {
            left = min(perSecond, left + (now - last) / .seconds(1) * perSecond)
            last = now
        }
        return Int(left)
    }

    package mutating func spend(_ count: Int) { left -= Double(count) }

    /// Whether one more is within the rate; it is spent then.
    package mutating func take(at now: ContinuousClock.Instant) -> Bool {
        guard allowance(at: now) >= 1 else { return false }
        spend(1)
        return true
    }
}
