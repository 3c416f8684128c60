import BasinCollection
import BasinCore
import BasinMetastore

/// Each hour's ledger balances and is what its files hold; what is sealed is shown.
enum HourCheck {
    static func findings(_ state: FolderState) -> [Finding] {
        let files = Dictionary(grouping: state.files.filter { !state.isDataset($0.record.typeID) }) {
            FolderState.ExpiredKey(id: $0.record.typeID, partition: $0.record.partition)
        }
        let known = Set(state.hours.map { FolderState.ExpiredKey(id: $0.typeID, partition: $0.hour.index) })
        let hours = state.hours.flatMap { hour in
            findings(hour, files[FolderState.ExpiredKey(id: hour.typeID, partition: hour.hour.index)] ?? [], state)
        }
        let without = files.keys.filter { !known.contains($0) }.sorted { ($0.id, $0.partition) < ($1.id, $1.partition) }
        return hours
            + without.map { key in
                .damage(
                    .hourRows, "\(state.name(key.id)) \(Hour(index: key.partition))",
                    "The hour has files and no ledger.",
                    Finding.restore)
            }
    }

    private static func findings(
        _ hour: HourRecord, _ files: [FolderState.KnownFile], _ state: FolderState
    ) -> [Finding] {
        let place = "\(state.name(hour.typeID)) \(hour.hour)"
        let counts = hour.counts
        var findings: [Finding] = []
        if !counts.isBalanced {
            findings.append(
                .damage(
                    .hourUnbalanced, place,
                    "The ledger does not balance: received \(counts.received), and delivered \(counts.delivered), duplicate "
                        + "\(counts.duplicate), quarantined \(counts.quarantined).", Finding.restore))
        }
        let events = files.filter { $0.record.kind == .events }
        let rows = events.reduce(0) { $0 + $1.record.rows }
        let isExpired = state.isExpired(hour.typeID, hour.hour.index)
        // An unbalanced ledger says enough.
        if counts.isBalanced, rows != (isExpired ? 0 : counts.delivered) {
            findings.append(
                .damage(
                    .hourRows, place,
                    isExpired
                        ? "The hour expired, and there are files of \(rows.counted("row"))."
                        : "The ledger says \(counts.delivered.counted("delivered event")), and the files hold \(rows.counted("row")).",
                    Finding.restore))
        }
        let refused = files.filter { $0.record.kind == .quarantine }.reduce(0) { $0 + $1.record.rows }
        let isOld = hour.hour.start < state.now + .seconds(-Int64(Quarantine.keptDays) * 86_400)
        if counts.isBalanced, refused != counts.quarantined - hour.replayed, !((isOld || isExpired) && refused == 0) {
            findings.append(
                .damage(
                    .hourQuarantine, place,
                    "The ledger says \(counts.quarantined) refused events, \(hour.replayed) of them replayed, and the files hold \(refused).",
                    Finding.restore))
        }
        if events.contains(where: { $0.isSealed != (hour.sealedAt != nil) }) {
            findings.append(
                .damage(
                    .hourSeal, place,
                    hour.sealedAt == nil
                        ? "The hour is open, and files of it are marked as sealed."
                        : "The hour is sealed, and files of it are not marked as such: readers of the table miss them.",
                    Finding.restore))
        }
        return findings
    }
}
