package import BasinCore
package import BasinKeys
package import BasinMetastore
import BasinWarehouse

/// Refused events: what is there and why, taken through intake again, and removed when their time is over.
///
/// A replay delivers exactly once, whatever happens in between. An event goes to the log like a new one, and its
/// identity tells whether it was delivered before; only what is delivered leaves quarantine. A crash before that leaves
/// both, and the next replay finds duplicates.
package struct Quarantine: Sendable {
    /// So long are refused events kept: as long as identities are remembered, so that none is delivered twice.
    package static let keptDays = IdentityIndex.lookBackDays
    /// Seconds in which what was read of a file is in the log for certain: so much younger must it be to be replayed.
    private static let replayMargin: Int64 = 3600

    let metastore: Metastore
    let keys: KeyStore
    let intake: EventIntake
    let log: EventLog
    let delivery: Delivery
    let clock: Clock
    private let known = KnownReasons()

    package init(
        metastore: Metastore, keys: KeyStore, intake: EventIntake, log: EventLog, delivery: Delivery, clock: Clock
    ) {
        self.metastore = metastore
        self.keys = keys
        self.intake = intake
        self.log = log
        self.delivery = delivery
        self.clock = clock
    }

    /// Why events of a type are refused, the commonest reason first.
    /// - Parameter ofWaiting: of what is not delivered yet, too.
    package func reasons(typeID: UInt32, ofWaiting: Bool = true) async throws -> [QuarantineReason] {
        if ofWaiting { try await delivery.flush([typeID]) }
        return try await BlockingThreads.shared.run { [self] in
            let files = try metastore.read { try $0.files(typeID: typeID, kind: .quarantine) }
            return try known.reasons(typeID: typeID, files) { try QuarantineFiles(keys: keys).reasons(files) }
        }
    }

    /// The latest refused events.
    package func rows(_ filter: QuarantineFilter, limit: Int) async throws -> [QuarantineRow] {
        try await delivery.flush([filter.typeID])
        return try await BlockingThreads.shared.run { [self] in
            let files = try metastore.read { try $0.files(typeID: filter.typeID, kind: .quarantine) }
            let reader = try QuarantineFiles(keys: keys)
            var rows: [QuarantineRow] = []
            for file in files.reversed() where rows.count < limit {
                var own: [QuarantineRow] = []
                try reader.forEachRow(file, code: filter.code) { row in
                    own.append(row)
                    if own.count > limit { own.removeFirst() }
                    return true
                }
                rows += own.reversed().prefix(limit - rows.count)
            }
            return rows
        }
    }

    /// Takes refused events of a type, also those that came before it was known, through intake as it is now. What is
    /// accepted is delivered into the present hour with its own time, and leaves quarantine.
    /// - Throws: what delivery throws; then everything is still in quarantine, and may be replayed again.
    package func replay(_ filter: QuarantineFilter) async throws -> ReplayOutcome {
        let typeIDs = [filter.typeID, 0]
        try await delivery.flush(typeIDs)
        let files = try await BlockingThreads.shared.run { [metastore] () throws -> [FileRecord] in
            try metastore.read { snapshot -> [FileRecord] in
                try typeIDs.flatMap { try snapshot.files(typeID: $0, kind: .quarantine) }
            }
        }
        var outcome = ReplayOutcome()
        var taken: [(file: FileRecord, numbers: [Int])] = []
        for file in files {
            // The log's time may be ahead of a clock that went back, and it is the time that the look-back knows.
            let now = max(clock.now(), try await log.watermark().receivedTime)
            let read = try await BlockingThreads.shared.run { [self, outcome] in
                try self.read(file, filter, outcome, now: now)
            }
            outcome = read.outcome
            for record in read.batch.records { _ = try await log.append(record) }
            if !read.numbers.isEmpty { taken.append((file, read.numbers)) }
        }
        try await delivery.flush([filter.typeID])
        for (file, numbers) in taken {
            try await BlockingThreads.shared.run { [self] in try remove(numbers, from: file) }
            outcome.replayed += numbers.count
        }
        let result = outcome
        try await BlockingThreads.shared.run { [self] in
            try metastore.write {
                try $0.addReplay(
                    typeID: filter.typeID, reason: filter.code?.rawValue, replayed: result.replayed,
                    left: result.left.reduce(0) { $0 + $1.events } + result.tooOld + result.unreadable, at: clock.now())
            }
        }
        return result
    }

    private func read(
        _ file: FileRecord, _ filter: QuarantineFilter, _ before: ReplayOutcome, now: Timestamp
    ) throws -> (outcome: ReplayOutcome, batch: ReplayBatch, numbers: [Int]) {
        var outcome = before, batch = ReplayBatch(), numbers: [Int] = []
        let oldest = now + .seconds(Self.replayMargin - Int64(Self.keptDays) * 86_400)
        try QuarantineFiles(keys: keys).forEachRow(file, code: filter.code) { row in
            guard let payload = row.payload else {
                if file.typeID != 0 { outcome.unreadable += 1 }
                return true
            }
            // A payload that is no event at all is refused whole.
            let again = try? payload.withUnsafeBytes { try intake.judge($0) }
            let isOurs = file.typeID != 0 || again?.sections.first?.typeID == filter.typeID
            guard isOurs else { return true }
            guard let again, again.acceptedCount == 1 else {
                outcome.stays(row, again?.refusals.first)
                return true
            }
            guard row.received >= oldest else {
                outcome.tooOld += 1
                return true
            }
            batch.add(again.sections)
            numbers.append(row.number)
            return true
        }
        return (outcome, batch, numbers)
    }

    private func remove(_ numbers: [Int], from file: FileRecord) throws {
        let path = try delivery.paths.newQuarantineFile(typeID: file.typeID, hour: file.hour)
        let rest = try QuarantineFiles(keys: keys).rewrite(file, without: numbers, to: path)
        do {
            try metastore.write { transaction in
                guard try transaction.snapshot.isCurrent(file.path) else {
                    throw BasinError(
                        .conflict, "Hour \(file.hour) was imported anew during the replay; replay again what is left.")
                }
                if let rest { try transaction.add(rest) }
                try transaction.retire([file.path], at: clock.now())
                try transaction.addReplayed(numbers.count, typeID: file.typeID, hour: file.hour)
            }
        } catch let error as BasinError where error.code == .conflict {
            FileDurability.remove([path])
            throw error
        }
    }

    /// Removes what was received more than `keptDays` ago, and the keys of those days. Harmless to repeat.
    /// - Returns: how many events that were.
    package func expire() throws -> Int {
        let today = CivilDate(daysSinceEpoch: Int(clock.now().microseconds.floorDivided(by: 86_400_000_000)))
        let first = CivilDate(daysSinceEpoch: today.daysSinceEpoch - Self.keptDays)
        let removed = try metastore.write { transaction in
            let files = try transaction.snapshot.quarantineFiles(before: Hour(index: first.daysSinceEpoch * 24))
            try transaction.retire(files.map(\.path), at: clock.now())
            return files.reduce(0) { $0 + $1.rows }
        }
        try keys.destroyDailyKeys(purpose: .quarantine, before: first)
        return removed
    }
}
