import BasinCore
import BasinMetastore

/// Remembers what may never change or go back, and compares each moment with it.
struct ModelWatch {
    private struct TypeHour: Hashable {
        var typeID: UInt32
        var hour: Hour
    }

    private struct Sealed: Equatable {
        var counts: LedgerCounts
        var at: Timestamp?
        var revision: Int
        var files: Set<FileRecord>
    }

    private var positions: [UInt32: UInt64] = [:]
    private var sealedBefore: [UInt32: Hour] = [:]
    private var sealed: [TypeHour: Sealed] = [:]
    private(set) var sealedHours = 0

    /// Invariants 3 and 4: what is sealed stays as it is, and what is delivered stays delivered (COL-14, COL-20).
    mutating func compare(_ view: ModelView) -> [String] {
        var violations: [String] = []
        for (id, record) in view.deliveries.sorted(by: { $0.key < $1.key }) {
            if record.position < positions[id] ?? 0 {
                violations.append("type \(id) was delivered to \(positions[id]!) and is now to \(record.position)")
            }
            if let before = sealedBefore[id], record.sealedBefore < before {
                violations.append("type \(id) was sealed before \(before) and is now before \(record.sealedBefore)")
            }
            positions[id] = record.position
            sealedBefore[id] = record.sealedBefore
        }
        let files = Dictionary(grouping: view.files) { TypeHour(typeID: $0.typeID, hour: $0.hour) }
        var missing = Set(sealed.keys)
        for hour in view.hours {
            let key = TypeHour(typeID: hour.typeID, hour: hour.hour)
            if !hour.counts.isBalanced { violations.append("the ledger of \(key) does not balance: \(hour.counts)") }
            guard hour.sealedAt != nil else {
                if let before = sealedBefore[hour.typeID], hour.hour < before {
                    violations.append("\(key) is open, but every hour before \(before) counts as sealed")
                }
                continue
            }
            let now = Sealed(
                counts: hour.counts, at: hour.sealedAt, revision: hour.revision, files: Set(files[key] ?? []))
            if let before = sealed[key], before != now {
                violations.append("\(key) was sealed as \(before), is now \(now)")
            }
            if hour.revision != 1 { violations.append("\(key) is sealed as revision \(hour.revision)") }
            sealed[key] = now
            missing.remove(key)
        }
        for key in missing { violations.append("\(key) was sealed and is not any more") }
        sealedHours = sealed.count
        return violations
    }
}
