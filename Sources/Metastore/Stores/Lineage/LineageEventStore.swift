package import BasinCore
import Foundation
import GRDB

/// Events of OpenLineage as they came, for a time.
extension Snapshot {
    package func holdsLineageEvent(digest: [UInt8]) throws -> Bool {
        try db.fetchOne(cached: "SELECT 1 FROM lineage_event WHERE digest = ?", arguments: [Data(digest)]) != nil
    }

    /// When the oldest came that is kept.
    package func oldestLineageEvent() throws -> Timestamp? {
        try db.fetchOne(cached: "SELECT received_at FROM lineage_event ORDER BY number LIMIT 1")
            .map { Timestamp(microseconds: $0[0]) }
    }

    /// By their own time, the latest first unless told.
    /// - Parameter times: half-open.
    package func lineageEvents(
        in times: Range<Timestamp>, oldestFirst: Bool, limit: Int, offset: Int
    ) throws -> (events: [String], count: Int) {
        let order = oldestFirst ? "ASC" : "DESC"
        let bounds: StatementArguments = [times.lowerBound.microseconds, times.upperBound.microseconds]
        let events: [String] = try db.fetchAll(
            cached: """
                SELECT event FROM lineage_event WHERE at >= ? AND at < ? ORDER BY at \(order), number \(order) LIMIT ? OFFSET ?
                """, arguments: bounds + [limit, offset], weighing: "event"
        ).map { $0[0] }
        let count = try db.fetchOne(
            cached: "SELECT count(*) FROM lineage_event WHERE at >= ? AND at < ?", arguments: bounds)
        return (events, count?[0] ?? 0)
    }
}

extension Transaction {
    /// What is kept at most of events as they came, whichever is reached first.
    package struct LineageEventLimits: Sendable {
        package var days = 30
        package var events = 100_000
        package var bytes = 256 << 20

        package init() {}
    }

    /// Keeps an event, and lets go of the oldest that are too many.
    package func keepLineageEvent(
        kind: String, at: Timestamp, runUUID: String?, digest: [UInt8], _ event: String, limits: LineageEventLimits,
        now: Timestamp
    ) throws {
        try db.execute(
            cached: """
                INSERT OR IGNORE INTO lineage_event (kind, at, received_at, run_uuid, digest, event) VALUES (?, ?, ?, ?, ?, ?)
                """, arguments: [kind, at.microseconds, now.microseconds, runUUID, Data(digest), event])
        guard db.changesCount == 1 else { return }
        try count(1, event.utf8.count)
        try forgetLineageEvents(limits: limits, now: now, mostOld: 10)
    }

    /// Lets go of the oldest that are too many, all of them: what comes may be larger than many of those that go. Of
    /// those that are only too old, so many, so that no event that comes pays for all.
    package func forgetLineageEvents(limits: LineageEventLimits, now: Timestamp, mostOld: Int) throws {
        let oldest = now + .seconds(-86_400 * limits.days)
        var old = 0
        while let total = try db.fetchOne(cached: "SELECT events, bytes FROM lineage_event_total"),
            let first = try db.fetchOne(
                cached:
                    "SELECT number, received_at, length(CAST(event AS BLOB)) FROM lineage_event ORDER BY number LIMIT 1"
            )
        {
            if (total[0] as Int) <= limits.events, (total[1] as Int) <= limits.bytes {
                guard (first[1] as Int64) < oldest.microseconds, old < mostOld else { return }
                old += 1
            }
            try db.execute(cached: "DELETE FROM lineage_event WHERE number = ?", arguments: [first[0] as Int64])
            try count(-1, -(first[2] as Int))
        }
    }

    private func count(_ events: Int, _ bytes: Int) throws {
        try db.execute(
            cached: "UPDATE lineage_event_total SET events = events + ?, bytes = bytes + ?", arguments: [events, bytes])
    }
}
