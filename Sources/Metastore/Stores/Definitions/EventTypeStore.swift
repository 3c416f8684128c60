package import BasinCore
import GRDB

/// What an event type is and did lately, for lists of all of them.
package struct EventTypeRecord: Sendable {
    package var typeID: UInt32
    package var name: String
    package var owner: String
    package var tier: String
    package var description: String
    package var isRemoved: Bool
    package var isDeprecated: Bool
    package var counts: LedgerCounts
    /// With a record; hours that are only in the log are not known here.
    package var openHours: Int
    package var lastReceived: Timestamp?
    package var openIncidents: Int
    package var trouble: String?
}

extension Snapshot {
    /// Every event type by name, removed ones included, with what it received from an hour on. Reads neither schemas
    /// nor older hours, so that it costs the same after years.
    /// - Parameter name: of one type alone; nil for all.
    package func eventTypeRecords(named name: String? = nil, since hour: Hour) throws -> [EventTypeRecord] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT t.id, t.name, t.is_removed,
                    t.definition ->> '$.owner' AS owner, t.definition ->> '$.tier' AS tier,
                    t.definition ->> '$.description' AS description, t.definition -> '$.deprecation' IS NOT NULL AS old,
                    coalesce(sum(h.received), 0) AS r, coalesce(sum(h.delivered), 0) AS d, coalesce(sum(h.duplicate), 0) AS u,
                    coalesce(sum(h.quarantined), 0) AS q,
                    (SELECT count(*) FROM hour o INDEXED BY hour_open WHERE o.type_id = t.id AND o.sealed_at IS NULL) AS o,
                    (SELECT last_received FROM hour l WHERE l.type_id = t.id AND l.last_received IS NOT NULL
                     ORDER BY l.hour DESC LIMIT 1) AS l,
                    (SELECT count(*) FROM incident i INDEXED BY incident_open
                     WHERE i.type_id = t.id AND i.closed_at IS NULL) AS i,
                    (SELECT message FROM incident m INDEXED BY incident_open
                     WHERE m.type_id = t.id AND m.closed_at IS NULL ORDER BY m.id DESC LIMIT 1) AS m
                FROM event_type t LEFT JOIN hour h ON h.type_id = t.id AND h.hour >= ?1
                \(name == nil ? "" : "WHERE t.name = ?2")
                GROUP BY t.id ORDER BY t.name
                """, arguments: StatementArguments([hour.index.databaseValue] + [name].compactMap { $0?.databaseValue })
        ).map { row in
            EventTypeRecord(
                typeID: UInt32(row["id"] as Int64), name: row["name"], owner: row["owner"] ?? "",
                tier: row["tier"] ?? "normal",
                description: row["description"] ?? "", isRemoved: row["is_removed"], isDeprecated: row["old"],
                counts: LedgerCounts(
                    received: row["r"], delivered: row["d"], duplicate: row["u"], quarantined: row["q"]),
                openHours: row["o"], lastReceived: (row["l"] as Int64?).map(Timestamp.init(microseconds:)),
                openIncidents: row["i"],
                trouble: row["m"])
        }
    }

    /// The ledger of all hours of one type.
    package func ledger(typeID: UInt32) throws -> LedgerCounts {
        let row = try db.fetchOne(
            cached: """
                SELECT coalesce(sum(received), 0), coalesce(sum(delivered), 0), coalesce(sum(duplicate), 0),
                    coalesce(sum(quarantined), 0)
                FROM hour WHERE type_id = ?
                """, arguments: [Int64(typeID)])
        guard let row else { return LedgerCounts() }
        return LedgerCounts(received: row[0], delivered: row[1], duplicate: row[2], quarantined: row[3])
    }

    /// Incidents of one type: those that last first, the latest of each first.
    package func incidents(typeID: UInt32, limit: Int) throws -> [Incident] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM incident WHERE type_id = ? ORDER BY closed_at IS NOT NULL, id DESC LIMIT ?
                """, arguments: [Int64(typeID), limit]
        ).map(Self.incident)
    }
}
