import BasinEvents

/// Time that passes when a test says so.
final class ManualTime: Sendable {
    private struct State {
        var elapsed = Duration.zero
        var wall = WallTime(microseconds: 1_541_253_600_000_000)
        var alarms: [(at: Duration, body: @Sendable () -> Void)] = []
    }

    private let state = Guarded(State())

    var uptime: Duration { state.withLock { $0.elapsed } }
    var now: WallTime { state.withLock { $0.wall } }

    func wake(after: Duration, _ body: @escaping @Sendable () -> Void) {
        state.withLock { $0.alarms.append(($0.elapsed + after, body)) }
    }

    /// Lets time pass up to the next alarm, but no further than a moment, and rings what is due.
    ///
    /// - Returns: whether the moment is reached.
    func step(to moment: Duration) -> Bool {
        let due = state.withLock { state in
            let next = min(moment, state.alarms.map(\.at).min() ?? moment)
            let passed = max(.zero, next - state.elapsed)
            state.elapsed += passed
            state.wall = state.wall.advanced(by: passed)
            let due = state.alarms.filter { $0.at <= state.elapsed }
            state.alarms.removeAll { $0.at <= state.elapsed }
            return due
        }
        for alarm in due { alarm.body() }
        return due.isEmpty && uptime >= moment
    }
}
