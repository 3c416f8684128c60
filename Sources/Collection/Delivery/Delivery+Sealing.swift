package import BasinCore
import BasinEngines
import BasinMetastore
import BasinWarehouse

/// Closing hours. An hour is sealed when it is over by the log's clock, nothing of it is outstanding, and what its
/// files hold is what its ledger says.
extension Delivery {
    /// Seals every hour before `closed` of every type, empty ones too. Everything received in those hours must have
    /// been handed over already (`EventLog.watermark`). Types whose hours cannot be sealed keep a problem with the
    /// hour; they hold back no other type.
    /// - Returns: types of which hours with rows were sealed.
    package func seal(before closed: Hour) async -> [UInt32] {
        let records = (try? await work.run { [self] in try metastore.read { try $0.deliveries() } }) ?? []
        var changed: [UInt32] = []
        let now = clock.now()
        for record in records where record.sealedBefore < closed && mayTry(record.typeID, at: now) {
            // A piece at a time: others may be waiting for theirs.
            while buffer.hasRows(record.typeID, before: closed),
                (try? await work.run({ [self] in try flushPiece(record.typeID) })) == true
            {}
            let sealed = await work.attempt { [self] in sealNow(record, before: closed) }
            if sealed { changed.append(record.typeID) }
        }
        return changed
    }

    /// - Returns: whether an hour with rows was sealed, also when a later one could not be.
    private func sealNow(_ record: DeliveryRecord, before closed: Hour) -> Bool {
        var sealedRows = false
        do {
            if buffer.hasRows(record.typeID, before: closed) { try flushNow(record.typeID) }
            let open = try metastore.read {
                try $0.openHours(typeID: record.typeID, before: closed, from: record.sealedBefore)
            }
            for hour in open {
                let start = ContinuousClock.now
                do {
                    let compacted = try seal(hour)
                    tell(
                        .seal, typeID: record.typeID, hours: [hour.hour], counts: hour.counts, added: compacted,
                        since: start)
                    sealedRows = sealedRows || hour.counts.delivered > 0
                } catch {
                    tell(.seal, typeID: record.typeID, hours: [hour.hour], since: start, error)
                    let message = (error as? BasinError)?.message ?? "\(error)"
                    try metastore.write { transaction in
                        try transaction.setProblem(message, typeID: record.typeID, hour: hour.hour, at: clock.now())
                        try transaction.setSealed(typeID: record.typeID, before: hour.hour)
                    }
                    throw error
                }
            }
            try metastore.write { try $0.setSealed(typeID: record.typeID, before: closed) }
            afterCommit()
            appended.forget(typeID: record.typeID, before: closed)
            solved(record.typeID)
        } catch {
            failed(record.typeID, error)
        }
        return sealedRows
    }

    /// - Returns: the files that it compacted others into.
    private func seal(_ hour: HourRecord) throws -> [FileRecord] {
        let files = try metastore.read { try $0.files(typeID: hour.typeID, in: hour.hour..<hour.hour.next) }
        // Files of different schema versions stay apart: readers find columns by field id, and nothing is cast away.
        var compacted: [FileRecord] = []
        var retired: [String] = []
        let appendedRows = appended.rows(typeID: hour.typeID, hour: hour.hour)
        guard appendedRows == hour.counts.received else {
            throw BasinError(
                .damaged,
                "Hour \(hour.hour): the log took in \(appendedRows.counted("event")) and delivery accounts for "
                    + "\(hour.counts.received); it stays open. Restart Basin, which counts again; if that does not mend it, "
                    + "restore the folder from a backup.")
        }
        do {
            for (_, same) in Dictionary(grouping: files, by: \.schemaVersion).sorted(by: { $0.key < $1.key }) {
                for some in Self.pieces(same, of: options.targetFileBytes) where some.count > 1 {
                    compacted.append(try compact(some, typeID: hour.typeID, hour: hour.hour))
                    retired += some.map(\.path)
                }
            }
            let gone = Set(retired)
            let current = files.map(\.path).filter { !gone.contains($0) } + compacted.map(\.path)
            let rows = try countRows(current)
            guard rows == hour.counts.delivered else {
                throw BasinError(
                    .damaged,
                    "Hour \(hour.hour) delivered \(hour.counts.delivered.counted("event")) but its files hold \(rows); it stays open. Restore the files from a backup.")
            }
        } catch {
            FileDurability.remove(compacted.map(\.path))
            throw error
        }
        let now = clock.now()
        // A commit that failed may still be found done after a restart: nothing is deleted from here on.
        try metastore.write { transaction in
            try transaction.retire(retired, at: now)
            for file in compacted { try transaction.add(file) }
            try transaction.publish(
                typeID: hour.typeID, hour: hour.hour, rows: hour.counts.delivered, reason: "sealed",
                evidence: """
                    {"log_position": \(buffer.position), "appended": \(appendedRows), "received": \(hour.counts.received), \
                    "delivered": \(hour.counts.delivered), "duplicate": \(hour.counts.duplicate), \
                    "quarantined": \(hour.counts.quarantined), "rows_counted": \(hour.counts.delivered)}
                    """, at: now)
            try announce(
                Publication(
                    kind: .seal, typeID: hour.typeID, hours: [hour.hour], revised: [hour.hour],
                    reason: "\(hour.hour) was sealed", added: compacted, retired: retired,
                    counts: hour.counts), transaction)
        }
        afterCommit()
        return compacted
    }

    /// Files in their order, in groups of about the target together: by the bytes that they have, which is what their rows
    /// have together, or a little more. None is split.
    static func pieces(_ files: [FileRecord], of target: Int) -> [[FileRecord]] {
        let total = files.reduce(0) { $0 + $1.bytes }
        let count = max(1, (total + target / 2) / target), share = total / count
        var pieces: [[FileRecord]] = [[]]
        var bytes = 0
        for file in files {
            if bytes >= share, pieces.count < count {
                pieces.append([])
                bytes = 0
            }
            pieces[pieces.count - 1].append(file)
            bytes += file.bytes
        }
        return pieces
    }

    /// One file with the rows of several of one schema version.
    func compact(_ files: [FileRecord], typeID: UInt32, hour: Hour) throws -> FileRecord {
        let version = files[0].schemaVersion
        let schema = try schema(typeID: typeID, version: version)
        let path = try paths.newEventFile(table: try folder(typeID), hour: hour, schemaVersion: version)
        let source = "read_parquet([\(files.map(\.path.sqlLiteral).joined(separator: ", "))])"
        do {
            let rows = try connection.query(
                "COPY (FROM \(source)) TO \(path.sqlLiteral) (\(ParquetWriter.options(schema.columns)))"
            ).integer()
            return FileRecord(
                typeID: typeID, hour: hour, kind: .events, path: path, schemaVersion: version, rows: Int(rows),
                bytes: try FileDurability.sync(path))
        } catch {
            FileDurability.remove([path])
            throw error
        }
    }

    func countRows(_ paths: [String]) throws -> Int {
        guard !paths.isEmpty else { return 0 }
        let list = paths.map(\.sqlLiteral).joined(separator: ", ")
        return Int(try connection.query("SELECT count(*) FROM read_parquet([\(list)])").integer())
    }

    /// Deletes files that no content holds and no reader can still be reading. Harmless to repeat.
    package func sweepObsolete() async {
        _ = try? await work.run { [self] in
            try hold.unlessHeld {
                let paths = try metastore.read { try $0.obsoleteFiles(since: clock.now() + (.zero - options.graceForReaders)) }
                guard !paths.isEmpty else { return }
                FileDurability.remove(paths)
                try metastore.write { try $0.forgetObsolete(paths) }
            }
        }
    }
}
