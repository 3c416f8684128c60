package import BasinCore
import BasinKeys
import BasinWarehouse
import Foundation

/// What a start finds in the log's folder.
package struct LogRecovery: Sendable {
    /// Oldest first, without those that never held a record.
    package var segments: [LogSegment]
    package var lastPosition: UInt64
    package var lastTime: Timestamp
    package var nextSegment: UInt64
    /// Numbers of files that are left as they are because nothing in them can be read.
    package var unreadable: Set<UInt64> = []
    /// One sentence for each file or stretch that could not be read; an operator should see them.
    package var problems: [String]

    /// Scans the folder without opening any seal. Torn tails and damage are passed over and reported; files that are
    /// no segments are left alone. Blocks.
    ///
    /// - Parameters:
    ///   - notBefore: the highest time that the metastore knows was given, so that a lost log does not go back.
    ///   - afterPosition: likewise the highest position.
    ///   - afterSegment: the highest segment that ever got a key; numbers are not used again.
    package static func scan(
        folder: String, notBefore: Timestamp, afterPosition: UInt64, afterSegment: UInt64 = 0
    ) throws -> LogRecovery {
        try DurableFile.createFolder(folder)
        var recovery = LogRecovery(
            segments: [], lastPosition: afterPosition, lastTime: notBefore, nextSegment: 1, problems: [])
        recovery.nextSegment = max(1, afterSegment + 1)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        where name.hasSuffix(".segment") {
            let path = folder + "/" + name
            let number = LogSegment.number(ofPath: path)
            if let number { recovery.nextSegment = max(recovery.nextSegment, number + 1) }
            guard let segment = try LogSegment.scan(path: path, { _ in }) else {
                if let number { recovery.unreadable.insert(number) }
                recovery.problems.append("\(name) is no log segment, or damaged beyond reading; it is left as it is.")
                continue
            }
            if segment.unreadableBytes > 0 {
                recovery.problems.append(
                    "\(name): \(segment.unreadableBytes) bytes belong to no whole record (a torn write, or damage) and were passed over.")
            }
            recovery.segments.append(segment)
            recovery.lastPosition = max(recovery.lastPosition, segment.lastPosition)
            if let time = segment.lastTime, time > recovery.lastTime { recovery.lastTime = time }
        }
        return recovery
    }

    /// Hands every record after the position to `body`, in order. Blocks.
    /// - Returns: one sentence for each record that could not be opened.
    package mutating func replay(
        after position: UInt64, keys: SegmentKeys, _ body: (LogFrame) throws -> Void
    ) throws -> [String] {
        var problems: [String] = []
        for index in segments.indices where segments[index].lastPosition > position {
            let segment = segments[index]
            let cipher: SegmentCipher
            do {
                cipher = try SegmentCipher(key: keys.find(segment.id))
            } catch let error as BasinError where error.code == .notFound {
                problems.append("The key of log segment \(segment.id) is gone; its records cannot be opened. The segment is kept: restore keys.sqlite from a backup and start again.")
                segments[index].isHeld = true
                continue
            }
            _ = try LogSegment.scan(path: segment.path) { record in
                guard record.position > position else { return }
                let header = LogSegment.authenticated(
                    segment: segment.id, position: record.position, time: record.time)
                let sections: [IntakeBatch.Section]
                var payload: [UInt8] = []
                let isOpen = header.withUnsafeBytes {
                    cipher.open(record.sealed, record: record.position, authenticating: $0, appendingTo: &payload)
                }
                do {
                    guard isOpen else { throw BasinError(.damaged, "The seal does not open.") }
                    sections = try payload.withUnsafeBytes { try LogFrame.sections(ofPayload: $0) }
                } catch {
                    problems.append("Record \(record.position) of log segment \(segment.id) does not open; it is damaged. The segment is kept.")
                    segments[index].isHeld = true
                    return
                }
                try body(LogFrame(position: record.position, receivedTime: record.time, sections: sections))
            }
        }
        return problems
    }
}
