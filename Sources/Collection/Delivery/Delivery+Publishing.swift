import BasinCore
import BasinEngines
import BasinKeys
import BasinMetastore
import BasinWarehouse

/// One piece of a type: files first, then one transaction, then what follows from it in memory.
extension Delivery {
    func deliver(_ sections: [DeliveryBuffer.Pending], typeID: UInt32, through: UInt64) throws {
        let start = ContinuousClock.now
        var staged = StagedDelivery()
        // A commit that failed may still be found done after a restart: from here on the files are not ours to delete.
        var isCommitting = false
        do {
            // A record that nobody was told of (its sync failed) may come back after its hour was sealed, and a clock
            // may have been ahead when the type was made: what comes too late is received in the first open hour.
            let (open, last) = try metastore.read {
                (try $0.delivery(typeID: typeID)?.sealedBefore, try $0.lastReceived(typeID: typeID))
            }
            let taken = sections
            let sections = ReceiptOrder(notBefore: open?.start, after: last).placed(taken)
            let byHour = Dictionary(grouping: sections) { Hour($0.received) }
            staged.spansGroups = Set(sections.map { [Hour($0.received).index, Int($0.section.schemaVersion)] }).count > 1
            for hour in byHour.keys.sorted() {
                try stage(byHour[hour] ?? [], typeID: typeID, hour: hour, into: &staged)
            }
            isCommitting = true
            try metastore.write { transaction in
                for (hour, counts) in staged.counts {
                    let last = byHour[hour]?.map(\.received).max()
                    try transaction.add(counts, typeID: typeID, hour: hour, lastReceived: last)
                }
                for (hour, lateness) in staged.lateness { try transaction.add(lateness, typeID: typeID, hour: hour) }
                for file in staged.files { try transaction.add(file) }
                for run in staged.runs { try transaction.add(IdentityRunRecord(run.file), typeID: typeID) }
                try transaction.setDelivered(typeID: typeID, through: through, hour: Hour(clock.now()))
                try announce(
                    Publication(
                        kind: .flush, typeID: typeID, hours: staged.counts.keys.sorted(), added: staged.files, retired: [],
                        counts: staged.counts.values.reduce(LedgerCounts(), +)), transaction)
            }
            for (before, after) in zip(taken, sections) {
                appended.move(
                    before.section.rowCount, typeID: typeID, from: Hour(before.received), to: Hour(after.received))
            }
        } catch {
            tell(.delivery, typeID: typeID, hours: Set(sections.map { Hour($0.received) }), since: start, error)
            if isCommitting { throw error }
            FileDurability.remove(staged.paths)
            try? indexes[typeID]?.delete(staged.runs.map(\.name))
            throw error
        }
        afterCommit()
        tell(
            .delivery, typeID: typeID, hours: staged.counts.keys,
            counts: staged.counts.values.reduce(LedgerCounts(), +), added: staged.files, since: start)
        for run in staged.runs { indexes[typeID]?.commit(run) }
        if let latest = staged.counts.keys.max() { try? mergeIdentities(typeID, delivered: latest) }
    }

    private func stage(
        _ sections: [DeliveryBuffer.Pending], typeID: UInt32, hour: Hour, into staged: inout StagedDelivery
    ) throws {
        var counts = LedgerCounts(received: sections.reduce(0) { $0 + $1.section.rowCount })
        let events = sections.filter { $0.section.kind == .events }
        for (version, sections) in Dictionary(grouping: events, by: \.section.schemaVersion).sorted(by: { $0.key < $1.key }) {
            let arena = try RowArena(sections)
            defer { withExtendedLifetime(arena) {} }
            let written = try stageEvents(
                arena.rows, typeID: typeID, version: Int(version), hour: hour, earlier: staged.hashes, into: &staged)
            counts.delivered += written
            counts.duplicate += arena.rows.count - written
        }
        let refused = sections.filter { $0.section.kind == .quarantine }
        if !refused.isEmpty {
            let arena = try RowArena(refused)
            defer { withExtendedLifetime(arena) {} }
            let path = try paths.newQuarantineFile(typeID: typeID, hour: hour)
            staged.paths.append(path)
            let written = try QuarantineFileWriter(connection: connection, keys: keys, typeID: typeID, hour: hour)
                .write(arena.rows, to: path)
            staged.files.append(
                FileRecord(
                    typeID: typeID, hour: hour, kind: .quarantine, path: path, schemaVersion: 0, rows: written,
                    bytes: try FileDurability.sync(path)))
            counts.quarantined += written
        }
        guard counts.isBalanced else {
            throw BasinError(.damaged, "Hour \(hour) received \(counts.received) events and accounts for fewer; nothing was published.")
        }
        staged.counts[hour] = counts
    }

    /// Writes the new ones among the rows; with `hashes` of earlier rows of the same delivery counted as seen.
    private func stageEvents(
        _ rows: [EncodedRow], typeID: UInt32, version: Int, hour: Hour, earlier: Set<IdentityHash>,
        into staged: inout StagedDelivery
    ) throws -> Int {
        let schema = try schema(typeID: typeID, version: version)
        let index = try identityIndex(typeID)
        let hashes = rows.map(\.identityHash)
        let since = Hour(index: hour.index - IdentityIndex.lookBackDays * 24)
        var novel = index.novel(hashes, since: since)
        if !earlier.isEmpty { for position in novel.indices where earlier.contains(hashes[position]) { novel[position] = false } }
        let accepted = zip(hashes, novel).filter(\.1).map(\.0)
        guard !accepted.isEmpty else { return 0 }
        let enriched = try enricher.enrich(rows, where: novel, schema: schema)
        defer { withExtendedLifetime(enriched) {} }
        var lateness = Lateness()
        for (row, isNovel) in zip(rows, novel) where isNovel && row.eventTime != RowFormat.absent {
            lateness.add(eventTime: Timestamp(microseconds: row.eventTime), received: row.received)
        }
        staged.lateness[hour, default: Lateness()] += lateness
        let path = try paths.newEventFile(table: try folder(typeID), hour: hour, schemaVersion: version)
        staged.paths.append(path)
        let written = try EventFileWriter(connection: connection, keys: keys, typeID: typeID, schema: schema, hour: hour)
            .write(enriched?.rows ?? rows, where: novel, to: path)
        staged.files.append(
            FileRecord(
                typeID: typeID, hour: hour, kind: .events, path: path, schemaVersion: version, rows: written,
                bytes: try FileDurability.sync(path)))
        if let run = try index.prepareRun(accepted, hours: hour...hour) { staged.runs.append(run) }
        if staged.spansGroups { staged.hashes.formUnion(accepted) }
        return written
    }
}
