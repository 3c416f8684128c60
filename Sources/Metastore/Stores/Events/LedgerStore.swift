package import BasinCore
import GRDB

/// How far event types are delivered and sealed, and the ledger of each of their hours.
extension Snapshot {
    /// Of every type; type 0 is events of no known type.
    package func deliveries() throws -> [DeliveryRecord] {
        try Row.fetchAll(db, sql: "SELECT * FROM delivery").map(Self.deliveryRecord)
    }

    package func delivery(typeID: UInt32) throws -> DeliveryRecord? {
        try Row.fetchOne(db, sql: "SELECT * FROM delivery WHERE type_id = ?", arguments: [Int64(typeID)])
            .map(Self.deliveryRecord)
    }

    /// When the latest record of the type that is delivered was received; nil before the first. Imports do not count.
    package func lastReceived(typeID: UInt32) throws -> Timestamp? {
        try Int64.fetchOne(
            db,
            sql: """
                SELECT last_received FROM hour WHERE type_id = ? AND last_received IS NOT NULL ORDER BY hour DESC LIMIT 1
                """, arguments: [Int64(typeID)]
        ).map(Timestamp.init(microseconds:))
    }

    private static func deliveryRecord(_ row: Row) -> DeliveryRecord {
        DeliveryRecord(
            typeID: UInt32(row["type_id"] as Int64), position: UInt64(row["position"] as Int64),
            sealedBefore: Hour(index: row["sealed_before"]))
    }

    /// The latest time of receipt that was delivered, or the end of the latest sealed live hour.
    package func lastKnownTime() throws -> Timestamp {
        let received = try Int64.fetchOne(db, sql: "SELECT max(last_received) FROM hour") ?? 0
        let sealed = try Int.fetchOne(db, sql: "SELECT max(sealed_before) FROM delivery") ?? 0
        return max(Timestamp(microseconds: received), Hour(index: sealed).start)
    }

    /// Hours with a record, oldest first. One that is sealed and was empty may have
    /// none: every hour before `DeliveryRecord.sealedBefore` is sealed.
    package func hours(typeID: UInt32, in range: Range<Hour>) throws -> [HourRecord] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT h.*, r.reason FROM hour h
                LEFT JOIN revision r ON r.type_id = h.type_id AND r.hour = h.hour AND r.revision = h.revision
                WHERE h.type_id = ? AND h.hour >= ? AND h.hour < ? ORDER BY h.hour
                """,
            arguments: [Int64(typeID), range.lowerBound.index, range.upperBound.index]
        ).map(Self.hourRecord)
    }

    /// The latest hours that have a record, newest first.
    package func recentHours(typeID: UInt32, limit: Int) throws -> [HourRecord] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT h.*, r.reason FROM hour h
                LEFT JOIN revision r ON r.type_id = h.type_id AND r.hour = h.hour AND r.revision = h.revision
                WHERE h.type_id = ? ORDER BY h.hour DESC LIMIT ?
                """,
            arguments: [Int64(typeID), limit]
        ).map(Self.hourRecord)
    }

    package func hour(typeID: UInt32, _ hour: Hour) throws -> HourRecord? {
        try hours(typeID: typeID, in: hour..<hour.next).first
    }

    /// Hours with a record that are not sealed, oldest first.
    package func openHours(typeID: UInt32, before hour: Hour, from first: Hour) throws -> [HourRecord] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT *, NULL AS reason FROM hour
                WHERE type_id = ? AND hour >= ? AND hour < ? AND sealed_at IS NULL ORDER BY hour
                """,
            arguments: [Int64(typeID), first.index, hour.index]
        ).map(Self.hourRecord)
    }

    /// Of every type, those with a record.
    package func openHours() throws -> [HourRecord] {
        try Row.fetchAll(db, sql: "SELECT *, NULL AS reason FROM hour INDEXED BY hour_open WHERE sealed_at IS NULL")
            .map(Self.hourRecord)
    }

    static func hourRecord(_ row: Row) -> HourRecord {
        HourRecord(
            typeID: UInt32(row["type_id"] as Int64), hour: Hour(index: row["hour"]),
            counts: LedgerCounts(
                received: row["received"], delivered: row["delivered"], duplicate: row["duplicate"],
                quarantined: row["quarantined"]),
            replayed: row["replayed"],
            sealedAt: (row["sealed_at"] as Int64?).map(Timestamp.init(microseconds:)),
            revision: row["revision"], reason: row["reason"], problem: row["problem"])
    }

    /// Of every event type that has an hour.
    package func totals() throws -> [UInt32: EventTypeTotals] {
        var totals: [UInt32: EventTypeTotals] = [:]
        let rows = try Row.fetchCursor(db, sql: "\(Self.sums) GROUP BY type_id")
        while let row = try rows.next() { totals[UInt32(row["type_id"] as Int64)] = EventTypeTotals(row) }
        return totals
    }

    /// Nil before its first hour.
    package func totals(typeID: UInt32) throws -> EventTypeTotals? {
        try db.fetchOne(cached: "\(Self.sums) WHERE type_id = ? GROUP BY type_id", arguments: [Int64(typeID)])
            .map(EventTypeTotals.init)
    }

    private static let sums = """
        SELECT type_id, sum(received) r, sum(delivered) d, sum(duplicate) u, sum(quarantined) q,
            count(*) FILTER (WHERE sealed_at IS NULL) o, count(*) FILTER (WHERE delivered > 0) n, max(last_received) l,
            max(hour) FILTER (WHERE delivered > 0) h
        FROM hour
        """
}

extension Transaction {
    /// Adds to an hour's ledger, making the hour if it is new.
    package func add(_ counts: LedgerCounts, typeID: UInt32, hour: Hour, lastReceived: Timestamp?) throws {
        try db.execute(
            sql: """
                INSERT INTO hour (type_id, hour, received, delivered, duplicate, quarantined, last_received)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (type_id, hour) DO UPDATE SET received = received + excluded.received,
                    delivered = delivered + excluded.delivered, duplicate = duplicate + excluded.duplicate,
                    quarantined = quarantined + excluded.quarantined,
                    last_received = coalesce(max(last_received, excluded.last_received), last_received, excluded.last_received)
                """,
            arguments: [
                Int64(typeID), hour.index, counts.received, counts.delivered, counts.duplicate, counts.quarantined,
                lastReceived?.microseconds,
            ])
    }

    /// Sets an hour's ledger to what a replacing publication holds.
    package func replaceLedger(_ counts: LedgerCounts, typeID: UInt32, hour: Hour) throws {
        try db.execute(
            sql: "DELETE FROM hour WHERE type_id = ? AND hour = ? AND revision = 0",
            arguments: [Int64(typeID), hour.index])
        try db.execute(
            sql: """
                INSERT INTO hour (type_id, hour, received, delivered, duplicate, quarantined)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (type_id, hour) DO UPDATE SET received = excluded.received, delivered = excluded.delivered,
                    duplicate = excluded.duplicate, quarantined = excluded.quarantined
                """,
            arguments: [
                Int64(typeID), hour.index, counts.received, counts.delivered, counts.duplicate, counts.quarantined,
            ])
    }

    /// Everything of the type up to this position of the log is delivered. Never goes back.
    package func setDelivered(typeID: UInt32, through position: UInt64, hour: Hour) throws {
        try db.execute(
            sql: """
                INSERT INTO delivery (type_id, position, sealed_before) VALUES (?, ?, ?)
                ON CONFLICT (type_id) DO UPDATE SET position = max(position, excluded.position)
                """,
            arguments: [Int64(typeID), Int64(position), hour.index])
    }

    /// Every hour of the type before this one is sealed; those without a record were empty.
    package func setSealed(typeID: UInt32, before hour: Hour) throws {
        try db.execute(
            sql: "UPDATE delivery SET sealed_before = ?1 WHERE type_id = ?2 AND sealed_before < ?1",
            arguments: [hour.index, Int64(typeID)])
        if db.changesCount > 0 { try noteChange(datasetID: typeID) }
    }

    /// Seals an hour, or publishes a new revision of a sealed one: `reason` says why it exists.
    /// - Returns: the revision's number.
    @discardableResult
    package func publish(
        typeID: UInt32, hour: Hour, rows: Int, reason: String, evidence: String, at now: Timestamp
    ) throws -> Int {
        try db.execute(
            sql: "INSERT OR IGNORE INTO hour (type_id, hour) VALUES (?, ?)", arguments: [Int64(typeID), hour.index])
        try db.execute(
            sql: """
                UPDATE hour SET revision = revision + 1, sealed_at = ?, problem = NULL WHERE type_id = ? AND hour = ?
                """,
            arguments: [now.microseconds, Int64(typeID), hour.index])
        let revision = try Int.fetchOne(
            db, sql: "SELECT revision FROM hour WHERE type_id = ? AND hour = ?", arguments: [Int64(typeID), hour.index])!
        try db.execute(
            sql: """
                INSERT INTO revision (type_id, hour, revision, reason, created_at, rows, evidence)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [Int64(typeID), hour.index, revision, reason, now.microseconds, rows, evidence])
        try closeIncident(.hour, typeID: typeID, hour: hour, at: now)
        try db.execute(
            sql: "UPDATE data_file SET is_sealed = 1 WHERE type_id = ? AND hour = ? AND kind = 'events'",
            arguments: [Int64(typeID), hour.index])
        return revision
    }

    /// Why an hour that should be sealed is not.
    package func setProblem(_ problem: String, typeID: UInt32, hour: Hour, at now: Timestamp) throws {
        try openIncident(.hour, typeID: typeID, hour: hour, problem, at: now)
        try db.execute(
            sql: "UPDATE hour SET problem = ? WHERE type_id = ? AND hour = ?",
            arguments: [problem, Int64(typeID), hour.index])
    }
}
