package import BasinCore
import GRDB

/// Which hours of an event type are complete.
package struct EventHours: Sendable, Equatable {
    /// The first hour in which it could receive events by itself; what is before it can only have been imported.
    package var firstHour: Int
    package var sealedBefore: Int
    /// Proved: nothing of them is outstanding. Hours that passed without an event are among them.
    package var sealed: PartitionRanges
    /// Retention removed them; they are not among the sealed ones any more.
    package var expired: PartitionRanges

    package init(
        firstHour: Int, sealedBefore: Int, sealed: PartitionRanges, expired: PartitionRanges = PartitionRanges()
    ) {
        self.firstHour = firstHour
        self.sealedBefore = sealedBefore
        self.sealed = sealed
        self.expired = expired
    }
}

extension Snapshot {
    /// Hours of an event type that are sealed: those with a record that says so, and all that passed since the type's
    /// first hour without leaving an open one. Nil when there is no such type.
    package func eventHours(typeID: UInt32) throws -> EventHours? {
        let id = Int64(typeID)
        let bounds = try Row.fetchOne(
            db,
            sql: """
                SELECT t.first_hour, coalesce(d.sealed_before, t.first_hour) AS sealed_before
                FROM event_type t LEFT JOIN delivery d ON d.type_id = t.id WHERE t.id = ?
                """,
            arguments: [id])
        guard let bounds else { return nil }
        let first: Int = bounds["first_hour"], before: Int = max(first, bounds["sealed_before"])
        var sealed = PartitionRanges(first..<before)
        let open = try Int.fetchAll(
            db, sql: "SELECT hour FROM hour WHERE type_id = ? AND sealed_at IS NULL", arguments: [id])
        for hour in open { sealed.remove(hour) }
        let outside = try Int.fetchAll(
            db,
            sql: """
                SELECT hour FROM hour WHERE type_id = ?1 AND hour < ?2 AND sealed_at IS NOT NULL
                UNION ALL
                SELECT hour FROM hour WHERE type_id = ?1 AND hour >= ?3 AND sealed_at IS NOT NULL
                """,
            arguments: [id, first, before])
        sealed.formUnion(PartitionRanges(outside))
        let expired = try expiredRanges(datasetID: typeID)[typeID] ?? PartitionRanges()
        for range in expired.ranges { sealed.remove(range) }
        return EventHours(firstHour: first, sealedBefore: before, sealed: sealed, expired: expired)
    }

    /// The hours alone; empty when there is no such type.
    package func sealedHours(typeID: UInt32) throws -> PartitionRanges {
        try eventHours(typeID: typeID)?.sealed ?? PartitionRanges()
    }
}
