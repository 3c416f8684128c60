/// So many at once, and so many a second from then on. A pure value: the time is a parameter.
package struct TokenBucket: Sendable, Equatable {
    package struct Size: Sendable, Equatable {
        /// 1 or more.
        package var perSecond: Int
        /// What a full bucket holds; 1 or more.
        package var burst: Int

        package init(perSecond: Int, burst: Int) {
            self.perSecond = perSecond
            self.burst = burst
        }
    }

    private let size: Size
    private var tokens: Double
    private var at: Timestamp

    /// A full one.
    package init(_ size: Size, at now: Timestamp) {
        self.size = size
        tokens = Double(size.burst)
        at = now
    }

    /// Moves on to now. A clock that went back gives nothing, and what is missing comes from then on.
    private mutating func advance(_ now: Timestamp) {
        guard now > at else {
            at = now
            return
        }
        let seconds = Double(now.microseconds - at.microseconds) / 1e6
        tokens = min(Double(size.burst), tokens + seconds * Double(size.perSecond))
        at = now
    }

    /// Takes one, if it is there.
    /// - Returns: seconds until one is there, 1 or more; nil: it was taken.
    package mutating func take(at now: Timestamp) -> Int? {
        advance(now)
        guard tokens < 1 else {
            tokens -= 1
            return nil
        }
        return max(1, Int(((1 - tokens) / Double(size.perSecond)).rounded(.up)))
    }

    /// Takes more, whether it is there or not: what it owes must come first. Never more than a full bucket is owed.
    package mutating func charge(_ count: Int, at now: Timestamp) {
        advance(now)
        tokens = max(-Double(size.burst), tokens - Double(count))
    }

    /// Whole ones that are there.
    package mutating func left(at now: Timestamp) -> Int {
        advance(now)
        return max(0, Int(tokens))
    }

    /// Seconds until it is full again.
    package mutating func secondsToFull(at now: Timestamp) -> Int {
        advance(now)
        return Int(((Double(size.burst) - tokens) / Double(size.perSecond)).rounded(.up))
    }
}
