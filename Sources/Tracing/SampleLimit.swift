/// So many a second, and no more at once. A value that is told the time.
package struct SampleLimit: Sendable {
    private let perSecond: Double
    private var left: Double
    private var last: ContinuousClock.Instant

    package init(perSecond: Int, at now: ContinuousClock.Instant) {
        self.perSecond = Double(perSecond)
        left = Double(perSecond)
        last = now
    }

    /// Whether one more is within the limit; it is taken then.
    package mutating func take(at now: ContinuousClock.Instant) -> Bool {
        left = min(perSecond, left + max(0, (now - last) / .seconds(1)) * perSecond)
        last = max(last, now)
        guard left >= 1 else { return false }
        left -= 1
        return true
    }
}
