import BasinCollection
import BasinCore

/// The log and what waits beside it can be read, each segment has its key, and none is missing between two others.
enum LogCheck {
    static func findings(_ state: FolderState) -> [Finding] {
        let segments = state.log.flatMap { findings($0, state) }
        let unreadable = state.unreadableSegments.map { file -> Finding in
            // A crash between a file's name and its header; no record was ever in it.
            if file.bytes < 60 {
                return .note(.logTorn, state.short(file.path), "The segment was begun and holds nothing.")
            }
            return .damage(
                .logUnreadable, state.short(file.path), "The file is no log segment, or damaged beyond reading.",
                "It is left as it is. If events in it were not delivered, restore a backup: basin restore.")
        }
        return segments + unreadable + keys(state)
    }

    private static func findings(_ survey: LogSurvey.Segment, _ state: FolderState) -> [Finding] {
        let segment = survey.segment
        let place = state.short(segment.path)
        var findings: [Finding] = []
        if !survey.hasKey {
            findings.append(
                .damage(
                    .logKey, place, "The key of the segment is gone; its records cannot be opened.",
                    "Restore keys.sqlite of the same time, or a backup of the whole folder: basin restore."))
        }
        let damaged = segment.unreadableBytes - segment.tornBytes
        if damaged > 0 || segment.rottenRecords > 0 || !survey.sealed.isEmpty {
            findings.append(
                .damage(
                    .logDamaged, place,
                    damaged + segment.rottenRecords > 0
                        ? "\(segment.unreadableBytes.counted("byte")) in the segment \(segment.unreadableBytes.word("belongs", "belong")) to no whole record."
                        : "\(survey.sealed.count.counted("record")) of the segment \(survey.sealed.count.word("does", "do")) not open.",
                    "What can be read of it is read. If the rest was not delivered, restore a backup: basin restore."))
        }
        if segment.tornBytes > 0, segment.rottenRecords == 0 {
            findings.append(
                .note(
                    .logTorn, place,
                    "The segment ends in \(segment.tornBytes.counted("byte")) of a write that a crash cut off: it was never acknowledged."
                ))
        }
        return findings
    }

    /// Keys of segments that are not there: of delivered ones, unless the log has a hole there.
    private static func keys(_ state: FolderState) -> [Finding] {
        let there = Set(state.log.map(\.id)).union(
            state.unreadableSegments.compactMap { LogSurvey.number(ofPath: $0.path) })
        let alone = state.segmentKeys.filter { !there.contains($0) }
        let main = state.log.filter { !LogSurvey.isSide($0.id) }
        var lost: [UInt64] = []
        var findings: [Finding] = []
        for (before, after) in zip(main, main.dropFirst())
        where after.segment.firstPosition > before.segment.lastPosition + 1 && before.segment.lastPosition > 0 {
            let own = alone.filter { $0 > before.id && $0 < after.id }
            guard !own.isEmpty else { continue }
            lost += own
            findings.append(
                .damage(
                    .logLost, state.short(before.segment.path),
                    "Records \(before.segment.lastPosition + 1) to \(after.segment.firstPosition - 1) follow and are gone with their segment.",
                    "Put the segment back or restore a backup: basin restore. Their key is kept."))
        }
        let unneeded = alone.filter { !lost.contains($0) }
        guard !unneeded.isEmpty else { return findings }
        findings.append(
            .disorder(
                .keyUnneeded, "keys.sqlite",
                "\(unneeded.count.counted("key is", "keys are")) of log segments that were delivered and removed.",
                .destroySegmentKeys(unneeded)))
        return findings
    }
}
