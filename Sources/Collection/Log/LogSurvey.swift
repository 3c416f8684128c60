import BasinCore
import Foundation

/// What can be read of the event log in a folder, for a look at a data folder at rest. Changes nothing; blocks.
package struct LogSurvey: Sendable {
    package struct Segment: Sendable {
        package var segment: LogSegment
        package var hasKey = true
        /// Positions of whole records whose seal does not open.
        package var sealed: [UInt64] = []
        package var id: UInt64 { segment.id }
    }

    /// By folder, and in it the oldest first.
    package var segments: [Segment] = []
    /// Files that are no segments, or too damaged to be told as some; with their size.
    package var unreadable: [(path: String, bytes: Int)] = []

    /// Segments of the log itself and those that wait beside it.
    package init(dataFolder: String, keys: SegmentKeys) throws {
        let log = dataFolder + "/log"
        try look(in: log, keys)
        let sides = (try? FileManager.default.contentsOfDirectory(atPath: log + "/side")) ?? []
        for side in sides.sorted() { try look(in: log + "/side/" + side, keys) }
    }

    private mutating func look(in folder: String, _ keys: SegmentKeys) throws {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        var found: [Segment] = []
        for name in names.sorted() where name.hasSuffix(".segment") {
            let path = folder + "/" + name
            guard let segment = try LogSegment.scan(path: path, { _ in }) else {
                let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber
                unreadable.append((path, size?.intValue ?? 0))
                continue
            }
            found.append(try opened(segment, keys))
        }
        segments += found.sorted { $0.segment.firstPosition < $1.segment.firstPosition }
    }

    private func opened(_ segment: LogSegment, _ keys: SegmentKeys) throws -> Segment {
        var report = Segment(segment: segment)
        var recovery = LogRecovery(
            segments: [segment], lastPosition: 0, lastTime: Timestamp(microseconds: 0), nextSegment: 0, problems: [])
        var opened: Set<UInt64> = []
        do {
            _ = try recovery.replay(after: 0, keys: keys) { opened.insert($0.position) }
        } catch let error as BasinError where error.code == .notFound || error.code == .damaged {
            report.hasKey = false
            return report
        }
        if segment.lastPosition > 0, opened.isEmpty, (try? keys.find(segment.id)) == nil {
            report.hasKey = false
            return report
        }
        _ = try LogSegment.scan(path: segment.path) { record in
            if !opened.contains(record.position) { report.sealed.append(record.position) }
        }
        return report
    }
}

extension LogSurvey {
    /// The number in a segment's file name.
    package static func number(ofPath path: String) -> UInt64? { LogSegment.number(ofPath: path) }

    /// Whether the number is of a segment beside the log.
    package static func isSide(_ number: UInt64) -> Bool { number >= SideLog.firstNumber }
}
