import BasinCore

/// What one set of limits has seen. A pure value: the time is a parameter.
///
/// The rate is a token bucket that may owe: while it is not empty a batch of any size passes, and what it took too much
/// must be earned before the next one. So a batch larger than the bucket is late, never impossible.
struct LimitState: Sendable, Hashable {
    private var tokens: Double
    private var at: Timestamp
    /// Days since 1970, and the events of that day.
    private(set) var day: Int
    private(set) var used: Int

    /// Nothing seen yet.
    init(_ limits: EventLimits, now: Timestamp, day: Int? = nil, used: Int = 0) {
        tokens = Double(limits.rate?.events ?? 0)
        at = now
        self.day = Self.day(now)
        self.used = day == self.day ? used : 0
    }

    static func day(_ time: Timestamp) -> Int { Int(time.microseconds.floorDivided(by: 86_400_000_000)) }

    /// Moves on to now. A clock that went back changes nothing.
    private mutating func advance(_ limits: EventLimits, _ now: Timestamp) {
        if let rate = limits.rate, now > at {
            let seconds = Double(now.microseconds - at.microseconds) / 1e6
            tokens = min(Double(rate.events), tokens + seconds * Double(rate.events) / Double(rate.window.seconds))
        }
        at = max(at, now)
        if Self.day(now) > day {
            day = Self.day(now)
            used = 0
        }
    }

    /// Seconds until a batch may pass, 1 or more; nil: now.
    mutating func wait(_ limits: EventLimits, now: Timestamp) -> Int? {
        advance(limits, now)
        var seconds = 0.0
        if let rate = limits.rate, tokens <= 0 {
            // More than nothing must be there.
            seconds = (-tokens + 0.001) * Double(rate.window.seconds) / Double(rate.events)
        }
        if let quota = limits.quota, used >= quota {
            seconds = max(seconds, Double((day + 1) * 86_400) - Double(at.microseconds) / 1e6)
        }
        return seconds > 0 ? max(1, Int(seconds.rounded(.up))) : nil
    }

    mutating func take(_ events: Int) {
        tokens -= Double(events)
        used += events
    }

    /// What was taken was not accepted after all.
    mutating func giveBack(_ events: Int) {
        tokens += Double(events)
        used = max(0, used - events)
    }
}
