import BasinCore
import BasinWarehouse
import Foundation

/// Where records of types that cannot be delivered wait: `log/side/<type id>/`, in segments like the log's, each written
/// once, with the positions and times that the log gave. Every call blocks.
///
/// A record is here or in the log, or for a moment in both: recovery passes over what the log still has up to the last
/// position here.
package struct SideLog: Sendable {
    let folder: String
    let keys: SegmentKeys

    init(logFolder: String, keys: SegmentKeys) {
        folder = logFolder + "/side"
        self.keys = keys
    }

    /// Side segments have numbers of their own, above all of the log's: which type, and which first position.
    package static let firstNumber: UInt64 = 1 << 61
    private static let positionBits: UInt64 = 40

    private static func number(_ typeID: UInt32, _ position: UInt64) throws -> UInt64 {
        guard typeID < 1 << 20, position < 1 << positionBits else {
            throw BasinError(.unavailable, "The event log has too many records for one of a side segment; nothing was moved.")
        }
        return firstNumber | UInt64(typeID) << positionBits | position
    }

    private func folder(of typeID: UInt32) -> String { folder + "/\(typeID)" }

    /// Writes what waits, the oldest first; durable on return.
    func write(_ typeID: UInt32, _ pending: [DeliveryBuffer.Pending]) throws -> SideSegment {
        guard let first = pending.first else { throw BasinError(.system, "A side segment of nothing was asked for.") }
        let own = folder(of: typeID)
        try DurableFile.createFolder(own)
        let writer = try SegmentWriter(
            id: Self.number(typeID, first.position), firstPosition: first.position, folder: own, keys: keys)
        do {
            let frames = Self.frames(pending)
            for frame in frames { try writer.stage(frame) }
            if let last = frames.last { try writer.commit(last: last, afterWrite: {}) }
        } catch {
            unlink(writer.segment.path)
            try? keys.destroy([writer.segment.id])
            throw (error as? SegmentFailure)?.reason ?? error
        }
        return SideSegment(typeID: typeID, segment: writer.segment, rows: Self.rows(pending))
    }

    /// Sections of one position are one record again.
    private static func frames(_ pending: [DeliveryBuffer.Pending]) -> [LogFrame] {
        var frames: [LogFrame] = []
        for (section, received, position) in pending {
            if frames.last?.position == position {
                frames[frames.count - 1].sections.append(section)
            } else {
                frames.append(LogFrame(position: position, receivedTime: received, sections: [section]))
            }
        }
        return frames
    }

    private static func rows(_ pending: [DeliveryBuffer.Pending]) -> [Hour: Int] {
        pending.reduce(into: [:]) { $0[Hour($1.received), default: 0] += $1.section.rowCount }
    }

    /// - Throws: `.damaged` when a record does not open: the segment stays, for an operator.
    func read(_ side: SideSegment) throws -> [DeliveryBuffer.Pending] {
        var recovery = LogRecovery(
            segments: [side.segment], lastPosition: 0, lastTime: Timestamp(microseconds: 0), nextSegment: 0, problems: [])
        var pending: [DeliveryBuffer.Pending] = []
        let problems = try recovery.replay(after: 0, keys: keys) { frame in
            pending += frame.sections.map { ($0, frame.receivedTime, frame.position) }
        }
        if let problem = problems.first { throw BasinError(.damaged, problem) }
        return pending
    }

    /// Removes a segment whose records are delivered, and its key. Harmless to repeat.
    func remove(_ side: SideSegment) throws {
        guard unlink(side.segment.path) == 0 || errno == ENOENT else {
            throw BasinError.system("remove", side.segment.path)
        }
        try syncFolder(folder(of: side.typeID))
        try keys.destroy([side.segment.id])
    }

    /// What a start finds: by type, oldest first; and a sentence for each file that cannot be read. Segments of which
    /// everything was delivered are removed.
    /// - Parameter delivered: positions up to which types need nothing more.
    func recover(delivered: [UInt32: UInt64]) throws -> (sides: [SideSegment], problems: [String]) {
        var sides: [SideSegment] = []
        var problems: [String] = []
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for (name, typeID) in names.compactMap({ name in UInt32(name).map { (name, $0) } }).sorted(by: { $0.1 < $1.1 }) {
            let found = try LogRecovery.scan(
                folder: folder + "/" + name, notBefore: Timestamp(microseconds: 0), afterPosition: 0)
            problems += found.problems
            for segment in found.segments {
                var side = SideSegment(typeID: typeID, segment: segment, rows: [:])
                if segment.lastPosition <= delivered[typeID] ?? 0 {
                    try remove(side)
                    continue
                }
                do {
                    side.rows = Self.rows(try read(side))
                } catch let error as BasinError where error.code == .damaged {
                    problems.append(error.message)
                }
                sides.append(side)
            }
        }
        return (sides.sorted { ($0.typeID, $0.segment.firstPosition) < ($1.typeID, $1.segment.firstPosition) }, problems)
    }
}
