import BasinCore
import Synchronization

/// One who watches: what is to be shown waits here, a bounded number of events, until it is taken.
package final class LiveReader: Sendable {
    fileprivate struct State {
        var rate: SteadyRate
        var lines: [[UInt8]] = []
        var bytes = 0
        var notShown = 0
        var notChecked = 0
        /// Nothing comes after it.
        var last: [UInt8]?
        var isOver = false
        var waiter: CheckedContinuation<Void, Never>?
        /// How often something was taken; by the last tick, and since when it was so often.
        var takes = 0
        var seenTakes = 0
        var seenAt: ContinuousClock.Instant
        var saidAt: ContinuousClock.Instant
    }
    package let request: LiveRequest
    private let state: Mutex<State>
    package static let perSecond = 200
    private static let mostLines = 1000
    private static let mostBytes = 1 << 20
    private static let pieceBytes = 64 << 10
    /// Something is said at least so often.
    private static let heartbeat = Duration.seconds(15)
    /// A reader that takes nothing for so long is ended.
    private let patience: Duration

    package init(_ request: LiveRequest, at now: ContinuousClock.Instant, patience: Duration = .seconds(60)) {
        self.request = request
        self.patience = patience
        state = Mutex(State(rate: SteadyRate(perSecond: Self.perSecond, at: now), seenAt: now, saidAt: now))
        state.withLock { $0.lines = [LiveText.opening] }
    }

    // MARK: Those who show

    /// How many events would be shown now.
    package func room(at now: ContinuousClock.Instant) -> Int {
        state.withLock { state in
            guard !state.isOver, state.last == nil, state.bytes < Self.mostBytes else { return 0 }
            return max(0, min(state.rate.allowance(at: now), Self.mostLines - state.lines.count))
        }
    }

    /// - Parameters:
    ///   - notShown: events that the reader wants and is not shown.
    ///   - notChecked: events of which nobody found out.
    package func show(_ lines: [[UInt8]], notShown: Int = 0, notChecked: Int = 0, at now: ContinuousClock.Instant) {
        wake(at: now) { state in
            state.rate.spend(lines.count)
            state.lines += lines
            state.bytes += lines.reduce(0) { $0 + $1.count }
            state.notShown += notShown
            state.notChecked += notChecked
        }
    }

    /// - Parameter text: the last that is said.
    func end(_ text: [UInt8], at now: ContinuousClock.Instant) {
        wake(at: now) { if $0.last == nil { $0.last = text } }
    }

    /// Keeps a quiet connection alive.
    /// - Returns: false when the reader takes nothing any more.
    package func tick(at now: ContinuousClock.Instant) -> Bool {
        let isGone = state.withLock { state in
            if !state.hasNews || state.takes != state.seenTakes {
                state.seenTakes = state.takes
                state.seenAt = now
            }
            return now - state.seenAt > patience
        }
        if isGone {
            close()
            return false
        }
        let isQuiet = state.withLock { $0.lines.isEmpty && now - $0.saidAt >= Self.heartbeat }
        if isQuiet { wake(at: now) { $0.lines.append(LiveText.heartbeat) } }
        return !state.withLock { $0.isOver }
    }

    private func wake(at now: ContinuousClock.Instant, _ change: (inout State) -> Void) {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard !state.isOver else { return nil }
            change(&state)
            guard state.hasNews else { return nil }
            state.saidAt = now
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }

    // MARK: The one who reads

    /// What is to be shown next: server-sent events; nil at the end. One caller at a time.
    package func next() async -> [UInt8]? {
        while true {
            let (piece, isOver) = state.withLock { state in (state.take(Self.pieceBytes), state.isOver) }
            if let piece { return piece }
            if isOver { return nil }
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    if state.hasNews || state.isOver { return true }
                    state.waiter = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        }
    }

    /// Nobody reads any more. Idempotent, from any thread.
    package func close() {
        let waiter = state.withLock { state in
            state.isOver = true
            (state.lines, state.bytes, state.last) = ([], 0, nil)
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }

    var isOver: Bool { state.withLock { $0.isOver } }
}

extension LiveReader.State {
    fileprivate var hasNews: Bool { !lines.isEmpty || notShown + notChecked > 0 || last != nil }

    /// About so many bytes, and what was not shown since the last time.
    fileprivate mutating func take(_ most: Int) -> [UInt8]? {
        guard !isOver, hasNews else { return nil }
        takes += 1
        var piece: [UInt8] = []
        var count = 0
        while count < lines.count, piece.count < most {
            piece += lines[count]
            count += 1
        }
        lines.removeFirst(count)
        bytes = lines.isEmpty ? 0 : max(0, bytes - piece.count)
        if notShown + notChecked > 0 { piece += LiveText.skipped(notShown, notChecked) }
        (notShown, notChecked) = (0, 0)
        if lines.isEmpty, let last {
            piece += last
            isOver = true
        }
        return piece
    }
}
