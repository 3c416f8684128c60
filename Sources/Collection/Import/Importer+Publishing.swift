import BasinCore
import BasinMetastore

/// What was read becomes current in one transaction, on the delivery thread.
extension Importer {
    func publish() throws -> ImportOutcome {
        let typeID = plan.type.id
        // What was received live in the hours of this import belongs to what they hold before it.
        try delivery.flushNow(typeID)
        let now = delivery.clock.now()
        let identities = try liveIdentities(recent: Hour(index: Hour(now).index - IdentityIndex.lookBackDays * 24))
        guard outcome.counts.isBalanced else {
            throw BasinError(.damaged, "The import read \(outcome.counts.received) records and accounts for fewer; nothing was published.")
        }
        // Before anything is committed, so that what was staged can be removed.
        try delivery.metastore.read { try requireUnexpired(Set(staged.counts.keys).union(rangeHours), in: $0) }
        isCommitting = true
        let outcome = try delivery.metastore.write { transaction in
            try write(to: transaction, now: now, identities: identities)
        }
        delivery.afterCommit()
        delivery.replaceIdentities(identities.added, replacing: identities.removed, typeID: typeID)
        if let hour = refusedIn { delivery.appended.begin(outcome.counts.quarantined, typeID: typeID, hour: hour) }
        return outcome
    }

    private var rangeHours: [Hour] {
        plan.range.map { ($0.lowerBound.index..<$0.upperBound.index).map { Hour(index: $0) } } ?? []
    }

    /// - Throws: `.conflict`: an hour that retention removed is not opened again.
    private func requireUnexpired(_ hours: Set<Hour>, in snapshot: Snapshot) throws {
        guard let first = hours.min(), let last = hours.max() else { return }
        for record in try snapshot.expired(datasetID: plan.type.id, in: first.index..<last.index + 1)
        where hours.contains(record.hour) {
            throw BasinError(
                .conflict,
                "Hour \(record.hour) of \(plan.type.name) expired at \(record.at): it was kept \(record.retentionDays.counted("day")) and is not "
                    + "filled again. Nothing was imported; leave its records out.")
        }
    }

    private func write(
        to transaction: Transaction, now: Timestamp, identities: (added: [IdentityRun], removed: [String])
    ) throws -> ImportOutcome {
        let typeID = plan.type.id
        var outcome = outcome
        var retired: [String] = []
        var hours = Set(staged.counts.keys)
        var revised: [Hour] = []
        if let range = plan.range {
            for index in range.lowerBound.index..<range.upperBound.index { hours.insert(Hour(index: index)) }
            if plan.replaces {
                let old = try transaction.snapshot.files(typeID: typeID, in: range)
                outcome.replaced = old.reduce(0) { $0 + $1.rows }
                retired = old.map(\.path)
                try transaction.withdraw(retired)
            }
        }
        try requireUnexpired(hours, in: transaction.snapshot)
        for file in staged.files { try transaction.add(file) }
        let sealedBefore = try transaction.snapshot.delivery(typeID: typeID)?.sealedBefore
        for hour in hours.sorted() {
            let counts = staged.counts[hour] ?? LedgerCounts()
            let before = try transaction.snapshot.hour(typeID: typeID, hour)
            let isReplaced = plan.replaces && plan.range?.contains(hour) == true
            if counts.delivered > 0 { outcome.hoursWithNewRows += 1 }
            // An hour that passed without an event is sealed without a record.
            let passedEmpty = before == nil && hour >= plan.type.firstHour && sealedBefore.map { hour < $0 } ?? false
            let wasSealed = before?.sealedAt != nil || passedEmpty
            if isReplaced {
                try transaction.replaceLedger(counts, typeID: typeID, hour: hour)
            } else if counts.delivered > 0 || (counts.received > 0 && !wasSealed) {
                try transaction.add(counts, typeID: typeID, hour: hour, lastReceived: nil)
            }
            let seals = plan.range?.contains(hour) == true && !wasSealed
            guard seals || (wasSealed && (counts.delivered > 0 || isReplaced)) else { continue }
            revised.append(hour)
            if seals { outcome.sealedHours += 1 }
            let rows = try transaction.snapshot.files(typeID: typeID, in: hour..<hour.next).reduce(0) { $0 + $1.rows }
            try transaction.publish(
                typeID: typeID, hour: hour, rows: rows,
                reason: counts.delivered > 0 ? outcome.reason(plan.reason) : plan.reason,
                evidence: """
                    {"import": true, "received": \(counts.received), "delivered": \(counts.delivered), \
                    "duplicate": \(counts.duplicate), "rows": \(rows)}
                    """, at: now)
        }
        try addRefused(to: transaction, now: now, sealedBefore: sealedBefore)
        try transaction.removeIdentityRuns(identities.removed)
        for run in identities.added { try transaction.add(IdentityRunRecord(run.file), typeID: typeID) }
        try transaction.add(
            ImportRecord(
                typeID: typeID, reason: plan.reason, counts: outcome.counts, replaced: outcome.replaced,
                unfilled: outcome.unfilled, rows: staged.counts.mapValues(\.delivered)),
            replacing: plan.replaces ? plan.range : nil, at: now)
        try delivery.announce(
            Publication(
                kind: .imported, typeID: typeID, hours: hours.sorted(), revised: revised, reason: outcome.reason(plan.reason),
                added: staged.files, retired: retired, counts: outcome.counts), transaction)
        return outcome
    }

    /// Records that were refused have no time that could be trusted: they are received in the hour of the import.
    private func addRefused(to transaction: Transaction, now: Timestamp, sealedBefore: Hour?) throws {
        let count = outcome.counts.quarantined
        guard count > 0 else { return }
        let hour = max(Hour(now), sealedBefore ?? Hour(now))
        try transaction.add(
            LedgerCounts(received: count, quarantined: count), typeID: plan.type.id, hour: hour, lastReceived: nil)
        refusedIn = hour
    }

    /// What the live look-back learns from this import: the identities of recent hours. Older hours are asked through
    /// their files. Replaced hours forget theirs: the runs that cover them are made anew from what stays.
    /// - Throws: `.conflict` when live delivery took one of the same events meanwhile.
    private func liveIdentities(recent: Hour) throws -> (added: [IdentityRun], removed: [String]) {
        let live = try delivery.identityIndex(plan.type.id)
        var byHour: [Hour: [String]] = [:]
        for file in staged.files where file.kind == .events && file.hour >= recent { byHour[file.hour, default: []].append(file.path) }
        var removed: [String] = []
        if plan.replaces, let range = plan.range {
            let overlapping = live.files.filter { $0.hours.lowerBound < range.upperBound && range.lowerBound <= $0.hours.upperBound }
            removed = overlapping.map(\.name)
            if let first = overlapping.map(\.hours.lowerBound).min(), let last = overlapping.map(\.hours.upperBound).max() {
                for file in try delivery.metastore.read({ try $0.files(typeID: plan.type.id, in: first..<last.next) })
                where !range.contains(file.hour) { byHour[file.hour, default: []].append(file.path) }
            }
        }
        var added: [IdentityRun] = []
        for (hour, paths) in byHour {
            let hashes = try identities(inFiles: paths)
            guard plan.replaces || live.novel(hashes).allSatisfy({ $0 }) else {
                throw BasinError(.conflict, "Some of the file's events were delivered while it was being read; import it again.")
            }
            if let run = try live.prepareRun(hashes, hours: hour...hour) { added.append(run) }
        }
        return (added, removed)
    }
}
