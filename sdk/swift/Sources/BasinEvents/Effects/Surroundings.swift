import Dispatch

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Android)
    import Android
#endif

/// Time, chance and the network: what tests replace.
package struct Surroundings: Sendable {
    /// The device's clock, which may jump.
    package var now: @Sendable () -> WallTime
    /// A clock that only goes forward.
    package var uptime: @Sendable () -> Duration
    /// Calls once, after so long.
    package var wake: @Sendable (_ after: Duration, _ body: @escaping @Sendable () -> Void) -> Void
    package var random: @Sendable () -> UInt64
    package var transport: any Transport

    package init(
        now: @escaping @Sendable () -> WallTime, uptime: @escaping @Sendable () -> Duration,
        wake: @escaping @Sendable (Duration, @escaping @Sendable () -> Void) -> Void,
        random: @escaping @Sendable () -> UInt64, transport: any Transport
    ) {
        self.now = now
        self.uptime = uptime
        self.wake = wake
        self.random = random
        self.transport = transport
    }

    package static func real(_ transport: any Transport = URLSessionTransport()) -> Surroundings {
        let start = ContinuousClock.now
        return Surroundings(
            now: wallTime, uptime: { ContinuousClock.now - start },
            wake: { after, body in
                let microseconds = Int(max(0, min(after.microseconds, 1 << 50)))
                DispatchQueue.global().asyncAfter(deadline: .now() + .microseconds(microseconds), execute: body)
            },
            random: {
                var generator = SystemRandomNumberGenerator()
                return generator.next()
            }, transport: transport)
    }

    private static let wallTime: @Sendable () -> WallTime = {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return WallTime(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }
}
