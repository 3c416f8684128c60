import BasinAPI
import BasinCollection
package import BasinCore
import BasinDefinitions
import BasinEngines
import BasinKeys
import BasinManagement
import BasinMetastore
import BasinTracing
import BasinWarehouse
import Foundation
package import Logging
import Synchronization

/// The composition root: everything that Basin is on one data folder, made in one place and handed to each other.
package final class Platform: Sendable {
    let folder: DataFolder
    let metastore: Metastore
    let keys: KeyStore
    let log: EventLog
    let delivery: Delivery
    let intake: EventIntake
    let projection: IcebergProjection
    let credentials: Credentials
    let auditLog: AuditLog
    /// Up to where the audit log is noted in the metastore.
    let auditNoted: Mutex<AuditHead?>
    let auditing = BlockingThreads(label: "basin.audit.read", limit: 2, isBackground: true)
    /// Changes of accounts and tokens: one after another, each in memory before the next begins.
    let changingAccess = BlockingThreads(label: "basin.access", isSerial: true)
    let logins = LoginThrottle()
    /// Nil where nobody named an issuer.
    let signIn: SignIn?
    /// Passwords are hashed one at a time: each takes 128 MiB.
    let hashing = BlockingThreads(label: "basin.password", isSerial: true)
    let keptAnswers: KeptAnswers
    let requestRules: RequestRules
    /// The hour since 1970 in which old answers were last forgotten.
    let answersForgottenIn = Atomic<Int>(0)
    let counters = IntakeCounters()
    let limiter: IntakeLimiter
    let disk: DiskRoom
    /// Whether the operator was told of a disk that is almost full.
    let toldOfDisk = Atomic<Bool>(false)
    let parser = QueryParser()
    let planTools: PlanTools
    let pipelines: Pipelines
    /// Nil where nobody traces.
    let tracer: Tracer?
    let runTraces: RunTraces?
    /// What Basin's datasets and pipelines are called towards others.
    let namespace: OwnNamespace
    /// Where events of runs are sent; nil for nowhere.
    let lineageTarget: LineageTarget?
    let clock: Clock
    let logger: Logger
    let startedAt: Timestamp
    let ready = Mutex(false)
    let quarantine: Quarantine
    /// Types that an import, or a replay, is under way for.
    let importing = Mutex<Set<UInt32>>([])
    let replaying = Mutex<Set<UInt32>>([])
    /// The day since 1970 on which refused events were last looked through for old ones.
    let expiredOn = Atomic<Int>(0)
    /// The hour since 1970 in which retention was last enforced.
    let retainedIn = Atomic<Int>(0)
    /// Event types and datasets whose Iceberg table may be behind.
    let unprojected: Unprojected
    /// Keeps files on disk that a backup copies.
    let hold = DeletionHold()
    let masterKeyFile: String?
    let backingUp = BlockingThreads(label: "basin.backup", limit: 1, isBackground: true)
    let applying = BlockingThreads(label: "basin.apply", isSerial: true)
    let projecting = BlockingThreads(label: "basin.iceberg", isSerial: true)
    /// Run people's SQL, or wait for the workers that do, for minutes: intake and health go first.
    let queries = BlockingThreads(label: "basin.query", limit: 8, isBackground: true)
    let describing = BlockingThreads(label: "basin.query.describe", limit: 2, isBackground: true)
    /// Runs it: in workers where there is a program to start them from.
    let queryExecutor: any QueryExecutor
    /// Nil where queries run in this process.
    let queryWorkers: QueryWorkerPool?
    let queryRoom = QueryRoom()
    /// Questions of PostgreSQL clients about the catalog, one after another; and who guesses tokens there.
    let answeringCatalog = BlockingThreads(label: "basin.postgres.catalog", limit: 1, isBackground: true)
    let postgresCatalog = CatalogInstance()
    let postgresLogins = Mutex(LoginThrottle())
    /// Where PostgreSQL clients are taken; nil while they are not.
    let postgresPort = Mutex<Int?>(nil)
    /// Queries that named an event type or a dataset, by id, since they were last saved.
    let uses = Mutex<[UInt32: Int]>([:])
    /// The day since 1970 on which uses were last saved.
    let countedOn = Atomic<Int>(0)
    /// What people asked since it was last stored.
    let queryNotes = QueryNotes()
    let tally = UsageTally()
    /// The hour since 1970 in which it was last noted what is stored.
    let usageNotedIn = Atomic<Int>(0)
    /// Who takes events further, and what they read.
    let followers: EventFollowers
    let stream: EventStream
    let pulses = OpenPulses()
    /// When what waits was last delivered because a page lists refused events.
    let flushedForPages = Mutex<ContinuousClock.Instant?>(nil)
    /// Of event types and datasets that something was published of, those whose profile is not made yet.
    let toProfile = Mutex<Set<UInt32>>([])
    /// Profiles that are being made or wait for it.
    let profilesWaiting = Mutex<[UInt64: QueryCancellation]>([:])
    let profiling = BlockingThreads(label: "basin.profile", limit: 1, isBackground: true)
    let streaming = BlockingThreads(label: "basin.stream", limit: 2, isBackground: true)

    /// The admin token in plain text, only when it was just made: one that the operator chose is not to be shown.
    package let adminToken: String?

    /// Opens or makes the data folder, migrates it, and recovers what the event log holds. Blocks no thread of
    /// Swift's pool. Ready for events when it returns.
    ///
    /// - Throws: `.conflict` when another process owns the folder or a newer Basin wrote it.
    package static func open(
        _ options: PlatformOptions, clock: Clock = .system, logger: Logger = Logger(label: "basin")
    ) async throws -> Platform {
        try await BlockingThreads.shared.run { try Platform(options, clock: clock, logger: logger) }
    }

    private init(_ options: PlatformOptions, clock: Clock, logger: Logger) throws {
        self.clock = clock
        self.logger = logger
        let tracer = options.tracer
        self.tracer = tracer
        masterKeyFile = options.masterKeyFile
        signIn = options.signIn.map { SignIn($0, clock: clock) }
        startedAt = clock.now()
        let folder = try DataFolder(options.dataFolder)
        self.folder = folder
        try folder.requireMetastoreBesideData()
        let metastore = try Metastore(path: folder.metastoreFile)
        self.metastore = metastore
        keys = try KeyStore.open(
            dataFolder: folder.path, masterKeyFile: options.masterKeyFile,
            environment: ProcessInfo.processInfo.environment, clock: clock)
        keptAnswers = KeptAnswers(metastore: metastore, clock: clock) { [hash = keys.auditHash] in hash.hash($0) }
        requestRules = RequestRules(
            limiter: RequestLimiter(options.requests, clock: clock), strangers: StrangerLimiter(clock: clock),
            refusals: RepeatedRefusals(clock: clock), answers: keptAnswers.services)
        queryWorkers = options.queries.launch.map { launch in
            QueryWorkerPool(launch: launch) { logger.error("a query's worker was lost", metadata: ["end": "\($0)"]) }
        }
        queryExecutor = queryWorkers ?? InProcessQueries(parser: parser, form: .postgres)
        planTools = .make(PipelineSQL(parser: parser), parser)
        let unprojected = Unprojected()
        self.unprojected = unprojected
        try metastore.write { try CatalogIndex.fill(in: $0) }
        credentials = Credentials()
        let followers = EventFollowers()
        self.followers = followers
        stream = EventStream(metastore: metastore)
        adminToken = try Self.admit(options.adminToken, metastore: metastore, now: clock.now())
        disk = DiskRoom(path: folder.path)
        let limiter = IntakeLimiter(clock: clock)
        self.limiter = limiter
        try credentials.load(from: metastore, limiter)
        try credentials.loadAccounts(from: metastore, at: clock.now())
        auditLog = try AuditLog(folder: folder.path + "/audit", clock: clock) { [hash = keys.auditHash] in
            hash.hash($0)
        }
        auditNoted = Mutex(try Self.lastNoted(auditLog, metastore, logger))

        namespace = options.namespace
        lineageTarget = options.lineageTarget
        try Self.setLineageTarget(options, metastore)
        let (types, sources) = try metastore.read { (try $0.eventTypes(), try $0.sources()) }
        let delivery = try Self.makeDelivery(
            options, folder, metastore, keys, hold: hold, followers: followers, clock: clock, logger: logger)
        self.delivery = delivery
        delivery.use(types)
        for type in types where !type.isRemoved && options.geoFile == nil && type.schema.fills(.geo) {
            logger.notice("places of addresses stay empty; give a file with --geo", metadata: ["type": "\(type.name)"])
        }
        limiter.use(sources)
        limiter.use(types, used: try metastore.read { try $0.quotaUse().types.mapValues { ($0.day, $0.used) } })
        let runTraces = tracer.map { RunTraces($0, metastore, logger) }
        self.runTraces = runTraces
        pipelines = Pipelines(
            options.pipelines, dataFolder: folder.path, metastore: metastore, clock: clock, logger: logger,
            published: { unprojected.insert([$0]) }, ended: { runTraces?.ended($0) })
        projection = IcebergProjection(dataFolder: folder.path, metastore: metastore, clock: clock)

        let segmentKeys = SegmentKeys(keys)
        let recovery = try Self.recover(
            delivery, folder, metastore, keys, segmentKeys: segmentKeys, clock: clock, logger: logger)
        log = EventLog(
            folder: folder.path + "/log", recovered: recovery, keys: segmentKeys, clock: clock,
            onDurable: { delivery.receive($0) })
        intake = EventIntake(log: log, delivery: delivery, types: types, sources: sources, counters: counters)
        quarantine = Quarantine(
            metastore: metastore, keys: keys, intake: intake, log: log, delivery: delivery, clock: clock)
        try removeOrphans()
        ready.withLock { $0 = true }
    }

    /// Delivers what waits, closes the log and the databases. Afterwards the folder may be opened again.
    package func close() async {
        ready.withLock { $0 = false }
        await BlockingThreads.shared.attempt { [queryWorkers] in queryWorkers?.stop() }
        try? await BlockingThreads.shared.run { [log] in log.close() }
        await delivery.flushAll()
        if let position = try? await delivery.safePosition() {
            try? await BlockingThreads.shared.run { [log] in try log.release(through: position) }
        }
        await auditRepeatedRefusals(all: true)
        await BlockingThreads.shared.attempt { [self] in
            try? saveQuotaUse()
            try? saveUses()
            try? saveQueries()
            try? saveUsage(isLast: true)
            try? noteAudit()
        }
        try? await BlockingThreads.shared.run { [metastore, keys] in
            try metastore.close()
            try keys.close()
        }
        folder.unlock()
    }

    func read<Value: Sendable>(
        _ query: @escaping @Sendable (BasinMetastore.Snapshot) throws -> Value
    ) async throws -> Value {
        try await BlockingThreads.shared.run { [metastore] in try metastore.read(query) }
    }
}
