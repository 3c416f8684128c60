/// What to do after each try to send a batch. A value: time and chance are handed in.
package struct ExportRetry: Sendable {
    /// What came of a try.
    package enum Answer: Sendable, Hashable {
        /// The collector took the request; so many spans of it not.
        case taken(rejected: Int)
        /// Another answer; `retryAfter` in seconds, if it says so.
        case status(Int, retryAfter: Int? = nil)
        /// None: no connection, no answer in time.
        case nothing
    }

    package enum Step: Sendable, Hashable {
        case done(rejected: Int)
        case again(after: Duration)
        case drop(DropReason)
    }

    /// Tries in all.
    package static let most = 5
    private static let longest = Duration.seconds(60)
    private var tries = 0

    package init() {}

    /// - Parameter random: 0 ..< 1, spreads the next try.
    package mutating func step(after answer: Answer, random: Double) -> Step {
        tries += 1
        let asked: Int?
        switch answer {
        case .taken(let rejected): return .done(rejected: rejected)
        case .status(let status, let seconds):
            guard [429, 502, 503, 504].contains(status) else { return .drop(.refused) }
            asked = seconds
        case .nothing: asked = nil
        }
        guard tries < Self.most else { return .drop(.unreachable) }
        // What is asked for is kept, so far as it leaves something to try.
        if let asked { return .again(after: min(.seconds(max(asked, 0)), Self.longest)) }
        return .again(after: .milliseconds(Int(1000 * Double(1 << (tries - 1)) * (0.5 + min(max(random, 0), 1)))))
    }
}
