#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif
import Synchronization

/// A bar on the terminal for what takes longer than a moment: drawn on standard error, and only for people.
final class ProgressBar: Sendable {
    private struct State {
        var done = 0
        var drawn: ContinuousClock.Instant?
    }

    private let total: Int
    private let begun = ContinuousClock.now
    private let state = Mutex(State())

    init(total: Int) { self.total = total }

    /// Counts `bytes`, and draws at most ten times a second.
    func add(_ bytes: Int) {
        let now = ContinuousClock.now
        let done: Int? = state.withLock { state in
            state.done += bytes
            guard Terminal.errorIsTerminal, now - (state.drawn ?? begun) > .milliseconds(100) else { return nil }
            state.drawn = now
            return state.done
        }
        if let done { draw(done, after: now - begun) }
    }

    /// Leaves the line empty.
    func finish() {
        guard state.withLock({ $0.drawn != nil }) else { return }
        try? Terminal.write("\r\u{1B}[K", to: STDERR_FILENO)
    }

    private func draw(_ done: Int, after elapsed: Duration) {
        let share = total > 0 ? min(1, Double(done) / Double(total)) : 1
        let seconds = max(0.001, elapsed / .seconds(1))
        let rate = Figures.bytes(Int(Double(done) / seconds)) + "/s"
        let left = share > 0.01 && share < 1 ? ", " + Figures.seconds(seconds / share - seconds) + " left" : ""
        let figures = " \(Int(share * 100)) %  \(Figures.bytes(done)) of \(Figures.bytes(total)), \(rate)\(left)"
        let room = max(10, min(40, Terminal.width - figures.count - 3))
        let filled = Int(share * Double(room))
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: room - filled)
        try? Terminal.write("\r" + bar + figures + "\u{1B}[K", to: STDERR_FILENO)
    }
}
