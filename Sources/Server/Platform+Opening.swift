import BasinCollection
import BasinCore
import BasinKeys
import BasinMetastore
import BasinProcessing
import BasinTracing
import BasinWarehouse
import Foundation
import Logging

/// What opening a data folder takes, a step at a time.
extension Platform {
    /// The token of the administrator: the one that is given, or a new one where there is none yet.
    /// - Returns: it, in plain text, if it was just made.
    /// - Throws: `.invalid` for one that is too short.
    static func admit(_ given: String?, metastore: Metastore, now: Timestamp) throws -> String? {
        if let given, given.utf8.count < 16 {
            throw BasinError(.invalid, "BASIN_ADMIN_TOKEN is shorter than 16 characters; give a longer one.")
        }
        if given == nil, try metastore.read({ try $0.tokenHash(name: "admin") }) != nil { return nil }
        let token = try given ?? Credentials.newSecret(prefix: "basin_")
        try metastore.write { try $0.setToken(name: "admin", secretHash: Credentials.hash(token), at: now) }
        return given == nil ? token : nil
    }

    /// Files that were staged when the program ended, and never published. They are moved out of the way, not deleted:
    /// a metastore from an old backup knows fewer files than there are.
    func removeOrphans() throws {
        let known = try metastore.read { try $0.knownPaths() }
        if let missing = known.first(where: { !$0.hasPrefix(folder.path + "/") }) {
            throw BasinError(
                .conflict,
                "The metastore speaks of \(missing), which is not in \(folder.path): the folder was moved. Move it back to where it was."
            )
        }
        let lost = folder.path + "/lost"
        for root in ["/warehouse", "/quarantine"] {
            guard let files = FileManager.default.enumerator(atPath: folder.path + root) else { continue }
            for case let name as String in files where name.hasSuffix(".parquet") {
                let path = folder.path + root + "/" + name
                guard !known.contains(path) else { continue }
                try FileManager.default.createDirectory(atPath: lost, withIntermediateDirectories: true)
                let target = lost + "/" + name.replacing("/", with: "_")
                try? FileManager.default.moveItem(atPath: path, toPath: target)
                logger.notice("a file that was never published was moved to lost/", metadata: ["file": "\(name)"])
            }
        }
        for scratch in ["/imports", "/results", "/staging"] {
            try? FileManager.default.removeItem(atPath: folder.path + scratch)
        }
        try FileManager.default.createDirectory(
            atPath: folder.path + "/results", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// Delivery, with all that takes part in what it publishes.
    static func makeDelivery(
        _ options: PlatformOptions, _ folder: DataFolder, _ metastore: Metastore, _ keys: KeyStore, hold: DeletionHold,
        followers: EventFollowers, clock: Clock, logger: Logger
    ) throws -> Delivery {
        let tracer = options.tracer
        var deliveryOptions = Delivery.Options()
        deliveryOptions.backlogBytes = options.backlogBytes
        return try Delivery(
            dataFolder: folder.path, metastore: metastore, keys: keys, clock: clock, options: deliveryOptions,
            participants: [
                { publication, transaction in
                    for hours in PartitionRanges(publication.revised.map(\.index)).ranges {
                        try transaction.inputChanged(
                            publication.typeID, hours, reason: publication.reason, at: clock.now())
                    }
                },
                { publication, _ in followers.announce(publication.typeID) },
                { try Platform.noteCollected($0, $1, at: clock.now()) },
            ], hold: hold, geo: try options.geoFile.map { try GeoDatabase(path: $0) },
            onProblem: { type, message in
                logger.error("delivery is held up", metadata: ["type.id": "\(type)", "problem": "\(message)"])
            }, onStep: { step in tracer?.record(step) }, afterCommit: { followers.committed() })
    }

    /// Hands delivery what the event log holds and is not delivered yet.
    /// - Returns: what was found, for the log to go on with.
    static func recover(
        _ delivery: Delivery, _ folder: DataFolder, _ metastore: Metastore, _ keys: KeyStore, segmentKeys: SegmentKeys,
        clock: Clock, logger: Logger
    ) throws -> LogRecovery {
        let (deliveries, lastTime) = try metastore.read { (try $0.deliveries(), try $0.lastKnownTime()) }
        if !deliveries.contains(where: { $0.typeID == 0 }) {
            try metastore.write { try $0.setDelivered(typeID: 0, through: 0, hour: Hour(clock.now())) }
        }
        let sides = try delivery.recoverSides(
            delivered: Dictionary(uniqueKeysWithValues: deliveries.map { ($0.typeID, $0.position) }))
        let delivered = sides.through
        let segments = try keys.segmentsWithKeys()
        var recovery = try LogRecovery.scan(
            folder: folder.path + "/log", notBefore: max(lastTime, sides.lastTime ?? lastTime),
            afterPosition: delivered.values.max() ?? 0,
            afterSegment: segments.filter { $0 < SideLog.firstNumber }.max() ?? 0)
        recovery.problems += sides.problems
        let readable = Set(recovery.segments.map(\.id)).union(recovery.unreadable).union(sides.numbers)
        try keys.destroySegmentKeys(segments.filter { !readable.contains($0) })
        for problem in recovery.problems { logger.error("event log damage", metadata: ["log.problem": "\(problem)"]) }
        let problems = try recovery.replay(after: 0, keys: segmentKeys) { frame in
            delivery.recover(frame, delivered: delivered)
            if delivery.isBehind { delivery.flushAllNow() }
        }
        for problem in problems { logger.error("event log damage", metadata: ["log.problem": "\(problem)"]) }
        return recovery
    }
}
