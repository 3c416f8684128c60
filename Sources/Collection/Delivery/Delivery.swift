package import BasinCore
import BasinEngines
package import BasinKeys
package import BasinMetastore
package import BasinWarehouse
import Foundation
import Synchronization

/// Turns durable log frames into deduplicated Parquet files of the hour of receipt, and seals the hours.
///
/// All work runs on one thread of its own, so that a type's flush, merge and seal never meet themselves. Each step is
/// one metastore transaction after its files are durable: a crash before it leaves orphans, a crash after it nothing.
package final class Delivery: @unchecked Sendable {  // `work` confines everything that is not Sendable to one thread.
    package struct Options: Sendable {
        /// A type with this much waiting is flushed.
        package var flushBytes = 48 << 20
        /// What has waited this long is flushed.
        package var flushAge = Duration.seconds(60)
        /// Intake is refused while this much waits; of one type while half of it does, so that no type takes the room of
        /// the others.
        package var backlogBytes = 512 << 20
        /// What a type that cannot be delivered may take of the disk, beside the log.
        package var sideBytes = 8 << 30
        /// What such a type has waiting is moved out of the log when it is this much, or this old.
        package var sideSegmentBytes = 16 << 20
        package var sideAge = Duration.seconds(60)
        /// Files that no current content holds stay this long for readers that still do.
        package var graceForReaders = Duration.seconds(900)
        /// A sealed hour of more bytes than this is compacted into several files of about so many.
        package var targetFileBytes = 512 << 20
        /// Runs of at most so many identities are kept in the metastore, larger ones in files.
        package var inlineIdentities = 4096
        package init() {}
    }

    let paths: DeliveryPaths
    let metastore: Metastore
    let keys: KeyStore
    let clock: Clock
    let options: Options
    let buffer = DeliveryBuffer()
    let sideLog: SideLog
    let appended = AppendedTally()
    let work = BlockingThreads(label: "basin.delivery", isSerial: true)
    let participants: [PublicationParticipant]
    /// Keeps files that a backup copies.
    let hold: DeletionHold
    /// Where addresses are, if the operator says so.
    let geo: GeoDatabase?
    /// Told once for each new problem of a type.
    private let onProblem: @Sendable (UInt32, String) -> Void
    let afterCommit: @Sendable () -> Void
    private let duckDB: DuckDB
    private let types = Mutex<[UInt32: AppliedEventType]>([:])
    private let problems = Mutex<[UInt32: DeliveryProblem]>([:])

    // Used on the delivery thread only.
    let connection: DuckDBConnection
    private let enricher: RowEnricher
    private var indexes: [UInt32: IdentityIndex] = [:]
    private var folders: [UInt32: String] = [:]

    /// - Parameter afterCommit: called after each transaction, before what follows from it is done in memory and on
    ///   the disk.
    package init(
        dataFolder: String, metastore: Metastore, keys: KeyStore, clock: Clock, options: Options = Options(),
        participants: [PublicationParticipant] = [], hold: DeletionHold = DeletionHold(), geo: GeoDatabase? = nil,
        onProblem: @escaping @Sendable (_ typeID: UInt32, _ message: String) -> Void = { _, _ in },
        afterCommit: @escaping @Sendable () -> Void = {}
    ) throws {
        paths = DeliveryPaths(dataFolder: dataFolder)
        sideLog = SideLog(logFolder: dataFolder + "/log", keys: SegmentKeys(keys))
        self.metastore = metastore
        self.keys = keys
        self.clock = clock
        self.options = options
        self.participants = participants
        self.hold = hold
        self.geo = geo
        enricher = RowEnricher(geo: geo)
        self.onProblem = onProblem
        self.afterCommit = afterCommit
        for hour in try metastore.read({ try $0.openHours() }) {
            appended.begin(hour.counts.received, typeID: hour.typeID, hour: hour.hour)
        }
        duckDB = try DuckDB(threads: 1, memoryLimit: "2GB")
        connection = try duckDB.connect()
    }

    /// The types as applied now. Call at start and after every apply.
    package func use(_ applied: [AppliedEventType]) {
        types.withLock { $0 = Dictionary(uniqueKeysWithValues: applied.map { ($0.id, $0) }) }
    }

    /// Takes durable frames, in order. Quick; may be called from any thread.
    package func receive(_ frames: [LogFrame]) {
        // First, so that no hour is sealed with more rows than the log is known to have.
        appended.add(frames)
        buffer.add(frames, now: clock.now())
    }

    /// Takes a frame that a restart found in the log, leaving out what was delivered before.
    package func recover(_ frame: LogFrame, delivered: [UInt32: UInt64]) {
        appended.add([frame], delivered: delivered)
        buffer.add([frame], delivered: delivered, now: clock.now())
    }

    package var isBehind: Bool { buffer.bytes > options.backlogBytes }
    package var backlogBytes: Int { buffer.bytes }
    package var sideBytes: Int { buffer.sideBytes() }
    package func pendingRows() -> [UInt32: Int] { buffer.pendingRows() }
    package func pendingRows(typeID: UInt32) -> [Hour: Int] { buffer.pendingRows(typeID) }
    package func currentProblems() -> [UInt32: String] { problems.withLock { $0.mapValues(\.message) } }

    func type(_ id: UInt32) -> AppliedEventType? { types.withLock { $0[id] } }
    var allTypes: [AppliedEventType] { types.withLock { $0.values.sorted { $0.id < $1.id } } }

    /// Delivers everything that waits for the types now, so that a query sees it. Others may have their turn in between.
    package func flush(_ typeIDs: [UInt32]) async throws {
        for id in typeIDs {
            let position = buffer.position
            // Asked on delivery's thread: what it has in hand just now is not in the buffer, and not in the dataset yet.
            while try await work.run({ [self] in
                guard let oldest = buffer.oldestPosition(id), oldest <= position else { return false }
                return try flushPiece(id)
            }) {}
        }
    }

    /// Delivers what has grown large or old, for about two seconds: of each type a piece, then of each the next, so that
    /// a type with much to deliver delays no other. Failures are kept as problems and tried again later.
    package func flushDue() async {
        let end = ContinuousClock.now + .seconds(2)
        var isOver: Set<UInt32> = []
        repeat {
            let now = clock.now()
            let due = buffer.due(bytes: options.flushBytes, since: now + (.zero - options.flushAge))
                .filter { !isOver.contains($0) && mayTry($0, at: now) }
            guard !due.isEmpty else { return }
            for id in inOrder(due) {
                let hasMore = try? await work.run { [self] in try flushPiece(id) }
                if hasMore != true { isOver.insert(id) }
            }
        } while ContinuousClock.now < end
    }

    /// While there is too much for all, higher tiers go first.
    private func inOrder(_ ids: [UInt32]) -> [UInt32] {
        guard buffer.bytes > options.backlogBytes / 2 else { return ids }
        let tiers = types.withLock { types in ids.map { types[$0]?.definition.tier ?? .low } }
        return Tier.allCases.flatMap { tier in zip(ids, tiers).filter { $0.1 == tier }.map(\.0) }
    }

    /// Delivers everything. For a graceful stop.
    package func flushAll() async {
        for id in buffer.pendingRows().keys.sorted() { try? await work.run { [self] in try flushNow(id) } }
    }

    /// The position of the log up to which nothing waits any more.
    package func safePosition() async throws -> UInt64 { try await work.run { [self] in buffer.safePosition } }

    // MARK: On the delivery thread

    /// Delivers what waits for the type, a bounded piece at a time.
    func flushNow(_ typeID: UInt32) throws {
        while try flushPiece(typeID) {}
    }

    func flushPiece(_ typeID: UInt32) throws -> Bool {
        if let side = buffer.firstSide(typeID) {
            try flush(side)
            return true
        }
        let (sections, through) = buffer.take(typeID, limit: options.flushBytes)
        guard !sections.isEmpty else { return false }
        do {
            try deliver(sections, typeID: typeID, through: through)
            buffer.finished(sections)
            solved(typeID)
            return true
        } catch {
            buffer.putBack(sections, typeID: typeID, now: clock.now())
            failed(typeID, error)
            throw error
        }
    }

    func solved(_ typeID: UInt32) {
        guard problems.withLock({ $0.removeValue(forKey: typeID) }) != nil else { return }
        try? metastore.write { try $0.closeIncident(.delivery, typeID: typeID, at: clock.now()) }
    }

    func failed(_ typeID: UInt32, _ error: any Error) {
        let now = clock.now()
        let isNew = problems.withLock { problems in
            let previous = problems[typeID]
            let problem = DeliveryProblem(after: previous, error: error, now: now)
            problems[typeID] = problem
            return previous?.message != problem.message
        }
        guard isNew else { return }
        let message = (error as? BasinError)?.message ?? "\(error)"
        onProblem(typeID, message)
        // Where even that cannot be written, the problem is in memory and in the program's log.
        try? metastore.write { try $0.openIncident(.delivery, typeID: typeID, message, at: now) }
    }

    /// How often in a row the type could not be delivered.
    func failures(of typeID: UInt32) -> Int { problems.withLock { $0[typeID]?.failures ?? 0 } }

    /// Whether the type's last failure is long enough ago. A clock that went back does not hold it up for longer than
    /// the longest wait.
    func mayTry(_ typeID: UInt32, at now: Timestamp) -> Bool {
        problems.withLock { problems in
            problems[typeID].map { $0.retryAt <= now || $0.retryAt > now + .seconds(60) } ?? true
        }
    }

    func deliver(_ sections: [DeliveryBuffer.Pending], typeID: UInt32, through: UInt64) throws {
        var staged = StagedDelivery()
        // A commit that failed may still be found done after a restart: from here on the files are not ours to delete.
        var isCommitting = false
        do {
            // A record that nobody was told of (its sync failed) may come back after its hour was sealed, and a clock
            // may have been ahead when the type was made: what comes too late is received in the first open hour.
            let open = try metastore.read { try $0.delivery(typeID: typeID) }?.sealedBefore
            let firstOpen = open?.start ?? Timestamp(microseconds: .min)
            let late = sections.filter { $0.received < firstOpen }
            let sections = sections.map { (section, received, position) in
                (section: section, received: max(received, firstOpen), position: position)
            }
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
            for pending in late {
                appended.move(
                    pending.section.rowCount, typeID: typeID, from: Hour(pending.received), to: Hour(firstOpen))
            }
        } catch {
            if isCommitting { throw error }
            FileDurability.remove(staged.paths)
            try? indexes[typeID]?.delete(staged.runs.map(\.name))
            throw error
        }
        afterCommit()
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

    func announce(_ publication: Publication, _ transaction: Transaction) throws {
        for participant in participants { try participant(publication, transaction) }
    }

    func schema(typeID: UInt32, version: Int) throws -> EventSchema {
        guard let schema = type(typeID)?.versions.first(where: { $0.version == version }) else {
            throw BasinError(.damaged, "The log holds events of type \(typeID), version \(version), which the metastore does not know.")
        }
        return schema
    }

    func folder(_ typeID: UInt32) throws -> String {
        if folders[typeID] == nil { folders = try metastore.read { try $0.folders() } }
        guard let folder = folders[typeID] else {
            throw BasinError(.damaged, "The metastore does not know event type \(typeID).")
        }
        return folder
    }

    func identityIndex(_ typeID: UInt32) throws -> IdentityIndex {
        if let index = indexes[typeID] { return index }
        let folder = paths.identities(typeID: typeID)
        try DurableFile.createFolder(folder)
        let runs = try metastore.read { try $0.identityRuns(typeID: typeID) }.map(RunFile.init)
        let orphans = try IdentityIndex.orphans(in: folder, listed: Set(runs.map(\.name)))
        let index = try IdentityIndex(folder: folder, runs: runs, inlineLimit: options.inlineIdentities)
        delete(orphans, of: index)
        indexes[typeID] = index
        return index
    }

    /// Follows what another publication (an import) changed in the metastore.
    func replaceIdentities(_ added: [IdentityRun], replacing removed: [String], typeID: UInt32) {
        indexes[typeID]?.remove(removed)
        for run in added { indexes[typeID]?.commit(run) }
        if let index = indexes[typeID] { delete(removed, of: index) }
    }

    /// Runs that the metastore no longer lists. What cannot be deleted now is an orphan of the next start.
    private func delete(_ names: [String], of index: IdentityIndex) {
        guard !names.isEmpty else { return }
        hold.whenFree { try? index.delete(names) }
    }

    /// - Parameter hour: the latest that was delivered. What still waits was received in it or later, whatever the
    ///   clock says: its look-back may not be forgotten.
    private func mergeIdentities(_ typeID: UInt32, delivered hour: Hour) throws {
        guard var index = indexes[typeID] else { return }
        let expired = index.expired(now: hour)
        if !expired.isEmpty {
            try metastore.write { try $0.removeIdentityRuns(expired) }
            afterCommit()
            index.remove(expired)
            delete(expired, of: index)
        }
        while let names = index.nextMerge() {
            let merged = try index.merge(names)
            try metastore.write { transaction in
                try transaction.removeIdentityRuns(names)
                try transaction.add(IdentityRunRecord(merged.file), typeID: typeID)
            }
            afterCommit()
            index.commit(merged, replacing: names)
            indexes[typeID] = index
            delete(names, of: index)
        }
        indexes[typeID] = index
    }
}
