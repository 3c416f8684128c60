import BasinCollection
import BasinCore
import BasinKeys
import BasinMetastore
import Foundation

/// A start and an end, as the server's.
extension ModelWorld {
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
            participants: [{ [unowned self] publication, _ in
                if stuck.contains(publication.typeID) { throw BasinError(.system, "This type cannot be delivered.") }
                try meet(.announced)
            }],
            afterCommit: { [unowned self] in try? meet(.committed) })
        delivery.use(ModelTypes.all)
        let (deliveries, lastTime) = try metastore.read { (try $0.deliveries(), try $0.lastKnownTime()) }
        if !deliveries.contains(where: { $0.typeID == 0 }) {
            try metastore.write { try $0.setDelivered(typeID: 0, through: 0, hour: Hour(folder.clock.now())) }
        }
        let sides = try delivery.recoverSides(
            delivered: Dictionary(uniqueKeysWithValues: deliveries.map { ($0.typeID, $0.position) }))
        problems += sides.problems
        let delivered = sides.through
        var segmentKeys = SegmentKeys(keys)
        let segments = try keys.segmentsWithKeys()
        var recovery = try LogRecovery.scan(
            folder: folder.path + "/log", notBefore: max(lastTime, sides.lastTime ?? lastTime),
            afterPosition: delivered.values.max() ?? 0,
            afterSegment: segments.filter { $0 < SideLog.firstNumber }.max() ?? 0)
        let readable = Set(recovery.segments.map(\.id)).union(recovery.unreadable).union(sides.numbers)
        try keys.destroySegmentKeys(segments.filter { !readable.contains($0) })
        problems += try recovery.replay(after: 0, keys: segmentKeys) { frame in
            delivery.recover(frame, delivered: delivered)
            if delivery.isBehind { delivery.flushAllNow() }
        }
        latestTime = max(latestTime, recovery.lastTime)
        handedOver = recovery.lastPosition
        answered = recovery.lastPosition
        // What a kill leaves is in the machine's memory, maybe; what a loss of power leaves is on the disk.
        if lostPower { durableBytes = segmentSizes(folder.path) }
        (lostPower, cutOff) = (false, [:])
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
                let active = segmentSizes(folder.path).max { $0.key < $1.key }
                if let active { durableBytes[active.key] = active.value }
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

    func abandon() throws {
        log.close()
        (log, delivery) = (nil, nil)
        try metastore.close()
        try keys.close()
        (metastore, keys) = (nil, nil)
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

    // Sizes that make the rare common.

    private func deliveryOptions() -> Delivery.Options {
        var options = Delivery.Options()
        options.flushBytes = [1, 700, 48 << 20].randomElement(using: &generator)!
        options.backlogBytes = [2000, 512 << 20].randomElement(using: &generator)!
        options.sideAge = .zero
        options.sideSegmentBytes = [1, 700, 16 << 20].randomElement(using: &generator)!
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
