import BasinCore

/// Why a type's delivery does not get on, and when it is tried again.
struct DeliveryProblem: Sendable {
    var message: String
    var failures: Int
    var retryAt: Timestamp

    /// Waits 1 s after the first failure, twice as long after each more, at most a minute.
    init(after previous: DeliveryProblem?, error: any Error, now: Timestamp) {
        failures = (previous?.failures ?? 0) + 1
        message = (error as? BasinError)?.message ?? "\(error)"
        retryAt = now + .seconds(1 << min(failures - 1, 6))
        if failures > 6 { retryAt = now + .seconds(60) }
    }
}
