package import BasinCore
import Synchronization

/// The same refusal again and again is one line of the audit log, and a minute later a second one that counts the rest.
package final class RepeatedRefusals: Sendable {
    private struct Key: Hashable {
        var account: String
        var token: Int64?
        var action: String
        var object: String?
    }
    private struct Seen {
        var action: AuditedAction
        var since: Timestamp
        var repeats = 0

        /// Whether its minute is not over. One that has not come yet is: the clock went back.
        func isUnderWay(_ now: Timestamp) -> Bool { since <= now && now < since + .seconds(RepeatedRefusals.seconds) }
    }

    private static let mostKeys = 10_000
    private static let seconds: Int64 = 60

    private let clock: Clock
    private let seen = Mutex<[Key: Seen]>([:])

    package init(clock: Clock) { self.clock = clock }

    /// Whether it is to be written now; what is not is counted.
    package func isFirst(_ action: AuditedAction) -> Bool {
        let now = clock.now()
        let key = Key(
            account: action.principal.name, token: action.principal.tokenID, action: action.action, object: action.object)
        return seen.withLock { seen in
            if let known = seen[key], known.isUnderWay(now) {
                seen[key]?.repeats += 1
                return false
            }
            // Counted ones are `due` first, else their count would be lost.
            guard seen[key]?.repeats ?? 0 == 0, seen.count < Self.mostKeys else { return true }
            seen[key] = Seen(action: action, since: now)
            return true
        }
    }

    /// What was counted in minutes that are over, to be written. It is forgotten here.
    /// - Parameter all: also of minutes that are not over.
    package func due(all: Bool = false) -> [AuditedAction] {
        let now = clock.now()
        return seen.withLock { seen in
            let over = seen.filter { all || !$0.value.isUnderWay(now) }
            for key in over.keys { seen[key] = nil }
            return over.values.filter { $0.repeats > 0 }.sorted { $0.since < $1.since }.map { entry in
                var action = entry.action
                action.details["times"] = String(entry.repeats)
                action.details["since"] = entry.since.description
                return action
            }
        }
    }
}
