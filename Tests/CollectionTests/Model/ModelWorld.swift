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
    var latestTime: Timestamp
    /// Problems that a start met with.
    var problems: [String] = []

    // Deaths.
    private(set) var isDead = false
    private(set) var deaths: [ModelPoint: Int] = [:]
    /// Everything met until then happens first; nil: no death is near.
    var pointsToDeath: Int?
    /// The next such point is the last.
    var lastPoint: ModelPoint?
    /// The records of which the senders had been told when the world died.
    private(set) var answeredThrough: UInt64 = 0
    /// The next death takes what was not synced with it.
    var losesPower = false
    var lostPower = false
    var handedOver: UInt64 = 0
    var answered: UInt64 = 0
    /// What a failed sync left behind in a segment, though it was cut off: a loss of power may bring it back.
    var cutOff: [String: Data] = [:]
    /// Something came back: of batches that were refused, a part may be there.
    var hasComeBack = false
    /// Bytes of each segment that a loss of power leaves.
    var durableBytes: [String: Int] = [:]

    // Troubles and meetings.
    /// The next such point fails.
    var failing: ModelPoint?
    private(set) var failures = 0
    /// Types that cannot be delivered.
    var stuck: Set<UInt32> = []
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

    func meet(_ point: ModelPoint) throws {
        guard !isDead else { return }
        if let left = pointsToDeath {
            pointsToDeath = left - 1
            if left == 0 { return try die(at: point) }
        }
        if lastPoint == point { return try die(at: point) }
        if let interlude, interlude.point == point {
            self.interlude = nil
            interlude.body()
        }
        if failing == point, !isDead {
            failing = nil
            failures += 1
            if point == .written { keepWhatWillBeCut() }
            throw BasinError(.system, "The disk of the model fails.")
        }
    }

    /// Keeps the folder as it is at this moment. What goes on after that happens to nobody.
    func die(at point: ModelPoint) throws {
        isDead = true
        (pointsToDeath, lastPoint) = (nil, nil)
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

    var deadPath: String { folder.path + ".dead" }
}
