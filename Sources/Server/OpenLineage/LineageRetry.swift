/// How long to wait after tries that failed, one after another. A value: chance is handed in.
package struct LineageRetry: Sendable {
    private var failures = 0

    package init() {}

    package var isAway: Bool { failures > 0 }
    package mutating func succeeded() { failures = 0 }
    package mutating func failed() { failures += 1 }

    /// One second, doubled with every failure, five minutes at most; spread by a quarter to either side.
    /// - Parameter random: 0 ..< 1.
    package func pause(random: Double) -> Duration {
        let seconds = min(Double(1 << min(max(failures - 1, 0), 9)), 300)
        return .milliseconds(Int(1000 * seconds * (0.75 + 0.5 * min(max(random, 0), 1))))
    }
}
