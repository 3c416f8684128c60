import BasinWire

/// Events a second, between the last two looks.
struct EventRate {
    private var last: (received: Int, time: ContinuousClock.Instant)?
    private(set) var perSecond = 0.0

    mutating func note(_ status: PlatformStatus, at time: ContinuousClock.Instant) {
        let received = status.types.reduce(0) { $0 + $1.received }
        if let last {
            let seconds = (time - last.time) / .seconds(1)
            perSecond = seconds > 0 ? Double(max(0, received - last.received)) / seconds : 0
        }
        last = (received, time)
    }
}
