import BasinCore
import Synchronization

/// How many pages listen for changes, by account: each holds a connection and wakes once a second.
final class OpenPulses: Sendable {
    static let most = 1000, mostOfOne = 100

    private let open = Mutex<[String: Int]>([:])

    /// - Throws: `.unavailable` where that are too many.
    func enter(_ name: String) throws {
        try open.withLock { open in
            guard open[name] ?? 0 < Self.mostOfOne, open.values.reduce(0, +) < Self.most else {
                throw BasinError(.unavailable, "Too many open pages wait for changes already; close some, or load this one again by hand.")
            }
            open[name, default: 0] += 1
        }
    }

    func leave(_ name: String) {
        open.withLock { open in
            guard let count = open[name] else { return }
            open[name] = count > 1 ? count - 1 : nil
        }
    }
}
