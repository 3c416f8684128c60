/// How many events a reader is shown: so many a second, and as many at once after a while without any.
struct LiveRate {
    private let perSecond: Double
    private var left: Double
    private var at: ContinuousClock.Instant

    init(perSecond: Int, at now: ContinuousClock.Instant) {
        self.perSecond = Double(perSecond)
        left = Double(perSecond)
        at = now
    }

    /// How many may be shown now.
    mutating func allowance(at now: ContinuousClock.Instant) -> Int {
        if now > at {
            left = min(perSecond, left + perSecond * ((now - at) / .seconds(1)))
            at = now
        }
        return Int(left)
    }

    mutating func spend(_ count: Int) { left -= Double(count) }
}
