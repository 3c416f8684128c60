import BasinCore
import Synchronization

/// What the log took in, counted apart from what delivery accounts for: by type and hour of receipt, of hours that are
/// not sealed. Before an hour is sealed the two must agree, or something was lost between them.
///
/// A start begins with the ledger of what was delivered and counts what the log still holds.
final class AppendedTally: Sendable {
    private let counts = Mutex<[UInt32: [Hour: Int]]>([:])

    /// What the ledger has of an open hour when the program starts.
    func begin(_ rows: Int, typeID: UInt32, hour: Hour) {
        counts.withLock { $0[typeID, default: [:]][hour, default: 0] += rows }
    }

    func add(_ frames: [LogFrame], delivered: [UInt32: UInt64] = [:]) {
        counts.withLock { counts in
            for frame in frames {
                for section in frame.sections where frame.position > delivered[section.typeID] ?? 0 {
                    counts[section.typeID, default: [:]][Hour(frame.receivedTime), default: 0] += section.rowCount
                }
            }
        }
    }

    /// Rows that came after their hour was sealed count in a later one.
    func move(_ rows: Int, typeID: UInt32, from hour: Hour, to later: Hour) {
        guard hour != later else { return }
        counts.withLock { counts in
            counts[typeID, default: [:]][hour, default: 0] -= rows
            counts[typeID, default: [:]][later, default: 0] += rows
        }
    }

    func rows(typeID: UInt32, hour: Hour) -> Int { counts.withLock { $0[typeID]?[hour] ?? 0 } }

    /// Hours before this one are sealed.
    func forget(typeID: UInt32, before hour: Hour) {
        counts.withLock { counts in counts[typeID] = counts[typeID]?.filter { $0.key >= hour } }
    }
}
