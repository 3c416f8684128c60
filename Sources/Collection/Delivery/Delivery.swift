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
        /// Of a type that somebody follows; longer when many are followed, since each flush is a file.
        package var followedAge = Duration.seconds(2)
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
    let onStep: @Sendable (DeliveryStep) -> Void
    let afterCommit: @Sendable () -> Void
    private let duckDB: DuckDB
    private let types = Mutex<[UInt32: AppliedEventType]>([:])
    private let problems = Mutex<[UInt32: DeliveryProblem]>([:])

    // Used on the delivery thread only.
    let connection: DuckDBConnection
    let enricher: RowEnricher
    var indexes: [UInt32: IdentityIndex] = [:]
    private var folders: [UInt32: String] = [:]

    /// - Parameters:
    ///   - onStep: told of each piece that was delivered or not, and of each hour that was sealed or not; on delivery's
    ///     thread, so it must be quick.
    ///   - afterCommit: called after each transaction, before what follows from it is done in memory and on the disk.
    package init(
        dataFolder: String, metastore: Metastore, keys: KeyStore, clock: Clock, options: Options = Options(),
        participants: [PublicationParticipant] = [], hold: DeletionHold = DeletionHold(), geo: GeoDatabase? = nil,
        onProblem: @escaping @Sendable (_ typeID: UInt32, _ message: String) -> Void = { _, _ in },
        onStep: @escaping @Sendable (DeliveryStep) -> Void = { _ in },
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
        self.onStep = onStep
        self.afterCommit = afterCommit
        for hour in try metastore.read({ try $0.openHours() }) {
            appended.begin(hour.counts.received, typeID: hour.typeID, hour: hour.hour)
        }
        // Each file is read once, to be counted or compacted: DuckDB's cache of files would keep them up to the limit.
        duckDB = try DuckDB(
            threads: 1, memoryLimit: "2GB", settings: ["enable_external_file_cache": "false"])
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
    /// - Parameter followed: types that somebody waits for.
    package func flushDue(followed: Set<UInt32> = []) async {
        let end = ContinuousClock.now + .seconds(2)
        let age = min(options.flushAge, max(options.followedAge, .milliseconds(100) * followed.count))
        var isOver: Set<UInt32> = []
        repeat {
            let now = clock.now()
            let sooner = Dictionary(uniqueKeysWithValues: followed.map { ($0, now + (.zero - age)) })
            let due = buffer.due(bytes: options.flushBytes, since: now + (.zero - options.flushAge), sooner)
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
}
