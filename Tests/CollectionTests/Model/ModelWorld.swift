import BasinCollection
import BasinCore
import BasinKeys
import BasinMetastore
import Foundation

/// One data folder with collection on it, opened as the server opens it, that can lose power at any point.
///
/// The walk does one thing at a time; while a point is met, the thread that met it is the only one that does anything.
final class ModelWorld: @unchecked Sendable {  // See above: nothing here is used by two threads at a time.
    let folder: DataFolder
    var generator: SeededGenerator
    var metastore: Metastore!
    var keys: KeyStore!
    var delivery: Delivery!
    var log: EventLog!
    /// The latest that any clock or record ever said.
    private(set) var latestTime: Timestamp
    /// Problems that a start met with.
    private(set) var problems: [String] = []

    // Deaths.
    private(set) var isDead = false
    private(set) var deaths: [ModelPoint: Int] = [:]
    /// Everything met until then happens first; nil: no death is near.
    var pointsToDeath: Int?
    /// The records of which the senders had been told when the world died.
    private(set) var answeredThrough: UInt64 = 0
    /// The next death takes what was not synced with it.
    var losesPower = false
    private var lostPower = false
    private var handedOver: UInt64 = 0
    private var answered: UInt64 = 0
    /// Bytes of each segment that a loss of power leaves.
    private var durableBytes: [String: Int] = [:]

    // Troubles and meetings.
    /// The next such point fails.
    var failing: ModelPoint?
    private(set) var failures = 0
    /// Done when the next such point is met, on the thread that meets it.
    var interlude: (point: ModelPoint, body: () -> Void)?

    init(seed: UInt64) throws {
        folder = try DataFolder(isInMemory: true)
        generator = SeededGenerator(seed)
        latestTime = folder.clock.now()
        try open()
    }

    deinit { try? FileManager.default.removeItem(atPath: deadPath) }

    var now: Timestamp { folder.clock.now() }

    func move(by duration: Duration) {
        folder.move(by: duration)
        latestTime = max(latestTime, now)
    }

    // MARK: Opening and closing

    /// As `Platform.init`.
    func open() throws {
        metastore = try Metastore(path: folder.path + "/metastore.sqlite")
        keys = try folder.openKeys()
        if lostPower { try tearWhatNobodyKnows() }
        if try metastore.read({ try $0.eventTypes() }).isEmpty {
            try metastore.write { try $0.store(teams: [], types: ModelTypes.all) }
        }
        delivery = try Delivery(
            dataFolder: folder.path, metastore: metastore, keys: keys, clock: folder.clock, options: deliveryOptions(),
            participants: [{ [unowned self] _, _ in try meet(.announced) }],
            afterCommit: { [unowned self] in try? meet(.committed) })
        delivery.use(ModelTypes.all)
        let (deliveries, lastTime) = try metastore.read { (try $0.deliveries(), try $0.lastKnownTime()) }
        if !deliveries.contains(where: { $0.typeID == 0 }) {
            try metastore.write { try $0.setDelivered(typeID: 0, through: 0, hour: Hour(folder.clock.now())) }
        }
        let delivered = Dictionary(uniqueKeysWithValues: deliveries.map { ($0.typeID, $0.position) })
        var segmentKeys = SegmentKeys(keys)
        let segments = try keys.segmentsWithKeys()
        var recovery = try LogRecovery.scan(
            folder: folder.path + "/log", notBefore: lastTime, afterPosition: delivered.values.max() ?? 0,
            afterSegment: segments.max() ?? 0)
        try keys.destroySegmentKeys(
            segments.filter { id in !recovery.segments.contains { $0.id == id } && !recovery.unreadable.contains(id) })
        problems += try recovery.replay(after: 0, keys: segmentKeys) { frame in
            delivery.recover(frame, delivered: delivered)
            if delivery.isBehind { delivery.flushAllNow() }
        }
        latestTime = max(latestTime, recovery.lastTime)
        handedOver = recovery.lastPosition
        answered = recovery.lastPosition
        // What a kill leaves is in the machine's memory, maybe; what a loss of power leaves is on the disk.
        if lostPower { durableBytes = segmentSizes(folder.path) }
        lostPower = false
        segmentKeys.create = { [unowned self, create = segmentKeys.create] id in
            let key = try create(id)
            try meet(.keyMade)
            return key
        }
        segmentKeys.destroy = { [unowned self, destroy = segmentKeys.destroy] ids in
            try meet(.segmentsRemoved)
            try destroy(ids)
        }
        log = EventLog(
            folder: folder.path + "/log", options: logOptions(), recovered: recovery, keys: segmentKeys,
            clock: Clock { [unowned self] in
                answered = handedOver
                try? meet(.groupTaken)
                return now
            },
            onDurable: { [unowned self] frames in
                try? meet(.synced)
                handedOver = frames.last?.position ?? handedOver
                if let active = segmentSizes(folder.path).max(by: { $0.key < $1.key }) { durableBytes[active.key] = active.value }
                delivery.receive(frames)
            },
            afterWrite: { [unowned self] in try meet(.written) })
        try removeOrphans()
    }

    /// As `Platform.close`.
    /// - Returns: whether it got to the end.
    func close() async throws -> Bool {
        log.close()
        await delivery.flushAll()
        if !isDead { try? log.release(through: try await delivery.safePosition()) }
        if isDead { return false }
        try abandon()
        return true
    }

    private func abandon() throws {
        log.close()
        (log, delivery) = (nil, nil)
        try metastore.close()
        try keys.close()
        (metastore, keys) = (nil, nil)
    }

    // MARK: Points

    private func meet(_ point: ModelPoint) throws {
        guard !isDead else { return }
        if let left = pointsToDeath {
            pointsToDeath = left - 1
            if left == 0 { return try die(at: point) }
        }
        if let interlude, interlude.point == point {
            self.interlude = nil
            interlude.body()
        }
        if failing == point, !isDead {
            failing = nil
            failures += 1
            throw BasinError(.system, "The disk of the model fails.")
        }
    }

    /// Keeps the folder as it is at this moment. What goes on after that happens to nobody.
    func die(at point: ModelPoint) throws {
        isDead = true
        pointsToDeath = nil
        deaths[point, default: 0] += 1
        answeredThrough = answered
        try? FileManager.default.removeItem(atPath: deadPath)
        try FileManager.default.copyItem(atPath: folder.path, toPath: deadPath)
        for name in ["metastore.sqlite-shm", "keys.sqlite-shm"] { unlink(deadPath + "/" + name) }
        lostPower = losesPower
        losesPower = false
        if lostPower { try tearSegments() }
    }

    /// Begins again with what was left at the death.
    func rise() throws {
        (failing, interlude) = (nil, nil)
        try abandon()
        try FileManager.default.removeItem(atPath: folder.path)
        try FileManager.default.moveItem(atPath: deadPath, toPath: folder.path)
        isDead = false
        try open()
    }

    private var deadPath: String { folder.path + ".dead" }

    // MARK: Loss of power

    /// Of what was written and not synced, anything may be there: less, zeros, or a part.
    private func tearSegments() throws {
        for (name, size) in segmentSizes(deadPath).sorted(by: { $0.key < $1.key }) {
            let durable = durableBytes[name] ?? 0
            guard size > durable else { continue }
            try tear(deadPath + "/log/" + name, from: durable, size: size)
        }
    }

    /// Files that are not in the metastore were promised to nobody.
    private func tearWhatNobodyKnows() throws {
        let known = try metastore.read { try $0.knownPaths() }.union(
            try ModelView(metastore).identityRuns)
        for root in ["/warehouse", "/quarantine", "/identities"] {
            let names = FileManager.default.enumerator(atPath: folder.path + root)?.compactMap { $0 as? String } ?? []
            for name in names.sorted() where name.hasSuffix(".parquet") || name.contains(".ids") {
                let path = folder.path + root + "/" + name
                guard !known.contains(path), !known.contains(name.split(separator: "/").last.map(String.init) ?? name) else { continue }
                let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
                try tear(path, from: 0, size: size)
            }
        }
    }

    private func tear(_ path: String, from start: Int, size: Int) throws {
        // Names and sizes differ from run to run; what the walk draws afterwards may not.
        var generator = SeededGenerator(generator.next())
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: return
        case 1: truncate(path, off_t(Int.random(in: start...size, using: &generator)))
        default:
            guard size > start, let file = FileHandle(forUpdatingAtPath: path) else { return }
            let from = Int.random(in: start..<size, using: &generator)
            let count = Int.random(in: 1...(size - from), using: &generator)
            try file.seek(toOffset: UInt64(from))
            try file.write(contentsOf: Data(count: count))
            try file.close()
        }
    }

    private func segmentSizes(_ path: String) -> [String: Int] {
        var sizes: [String: Int] = [:]
        for name in (try? FileManager.default.contentsOfDirectory(atPath: path + "/log")) ?? [] {
            var information = stat()
            if stat(path + "/log/" + name, &information) == 0 { sizes[name] = Int(information.st_size) }
        }
        return sizes
    }

    /// As `Platform.removeOrphans`.
    private func removeOrphans() throws {
        let known = try metastore.read { try $0.knownPaths() }
        for root in ["/warehouse", "/quarantine"] {
            let names = FileManager.default.enumerator(atPath: folder.path + root)?.compactMap { $0 as? String } ?? []
            for name in names where name.hasSuffix(".parquet") && !known.contains(folder.path + root + "/" + name) {
                unlink(folder.path + root + "/" + name)
            }
        }
    }

    // MARK: Sizes that make the rare common

    private func deliveryOptions() -> Delivery.Options {
        var options = Delivery.Options()
        options.flushBytes = [1, 700, 48 << 20].randomElement(using: &generator)!
        options.backlogBytes = [2000, 512 << 20].randomElement(using: &generator)!
        options.inlineIdentities = [0, 4, 4096].randomElement(using: &generator)!
        return options
    }

    private func logOptions() -> EventLog.Options {
        var options = EventLog.Options()
        options.segmentBytes = [1, 4000, 128 << 20].randomElement(using: &generator)!
        options.groupBytes = [1, 16 << 20].randomElement(using: &generator)!
        return options
    }
}
