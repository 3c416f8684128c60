import BasinCollection
import BasinCore
import BasinMetastore
import Foundation

/// The oracle's questions.
extension ModelWalk {
    func audit(isSettled: Bool) throws {
        let view = try ModelView(world.metastore)
        let reader = try ModelReader(world.keys)
        let rows = try view.files.flatMap { try reader.events($0) }
        let refused = try view.quarantine.flatMap { try reader.refused($0) }
        violations += oracle.judge(rows, isSettled: isSettled, refusedMayBeInPart: world.hasComeBack)
        violations += oracle.judge(refused, delivered: rows, isSettled: isSettled)
        violations += oracle.judge(view.hours, rows, refused, isSettled: isSettled)
        if isSettled {
            try follow()
            violations += follower.judge(rows)
        }
        let alike = Dictionary(grouping: view.sealedFiles) { [Int($0.typeID), $0.partition, $0.schemaVersion] }
        for (key, files) in alike where files.count > 1 {
            violations.append("\(key) is sealed in \(files.count) files")
        }
    }

    func follow() throws {
        for type in ModelTypes.all {
            let few = Int.random(in: 1...7, using: &world.generator)
            violations += try follower.follow(type, world.metastore, pageEvents: few)
        }
    }

    /// Trouble ends: everything is delivered, every hour that is over is sealed, and nothing waits.
    func settle() async throws {
        world.stuck = []
        (world.pointsToDeath, world.lastPoint, world.failing, world.interlude) = (nil, nil, nil, nil)
        world.move(by: .microseconds(world.latestTime.microseconds - world.now.microseconds) + .seconds(7200))
        note("settle")
        let closed = await seal() ?? Hour(index: 0)
        await world.delivery.flushAll()
        let view = try ModelView(world.metastore)
        violations += watch.compare(view)
        let problems = world.delivery.currentProblems(), pending = world.delivery.pendingRows()
        if !problems.isEmpty { violations.append("problems stay: \(problems)") }
        if !pending.isEmpty { violations.append("pending stays: \(pending)") }
        for id in ModelTypes.ids {
            let before = view.deliveries[id]?.sealedBefore
            if before != closed {
                violations.append("type \(id) is sealed before \(String(describing: before)), not \(closed)")
            }
            if id > 0, let hours = view.eventHours[id], hours.sealed.ranges != [hours.firstHour..<closed.index] {
                violations.append("type \(id) has gaps: \(hours.sealed.ranges)")
            }
        }
        if Set(view.sealedFiles) != Set(view.files) { violations.append("files of sealed hours are not all sealed") }
        try audit(isSettled: true)
        try world.log.release(through: try await world.delivery.safePosition())
        _ = try await world.close()
        let left = try LogRecovery.scan(folder: world.folder.path + "/log", notBefore: world.now, afterPosition: 0)
        let sides = FileManager.default.enumerator(atPath: world.folder.path + "/log/side")?.allObjects as? [String] ?? []
        let segments = left.segments.map(\.path) + sides.filter { $0.hasSuffix(".segment") }
        if !segments.isEmpty { violations.append("segments stay: \(segments)") }
    }
}
