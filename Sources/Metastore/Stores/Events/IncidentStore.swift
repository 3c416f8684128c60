package import BasinCore
import GRDB

/// Something that keeps data from being complete, from when until when.
package struct Incident: Sendable, Equatable {
    package enum Kind: String, Sendable {
        /// A type cannot be delivered.
        case delivery
        /// An hour that is over cannot be sealed.
        case hour
    }

    package var id: Int64
    package var typeID: UInt32
    package var kind: Kind
    package var hour: Hour?
    package var message: String
    package var openedAt: Timestamp
    /// Nil while it lasts.
    package var closedAt: Timestamp?
}

extension Snapshot {
    /// Newest first; only those that last, or all.
    package func incidents(openOnly: Bool, limit: Int) throws -> [Incident] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM incident WHERE closed_at IS NULL OR NOT ?1 ORDER BY closed_at IS NOT NULL, id DESC LIMIT ?2
                """,
            arguments: [openOnly, limit]
        ).map(Self.incident)
    }

    static func incident(_ row: Row) -> Incident {
        Incident(
            id: row["id"], typeID: UInt32(row["type_id"] as Int64),
            kind: Incident.Kind(rawValue: row["kind"]) ?? .delivery,
            hour: (row["hour"] as Int?).map(Hour.init(index:)), message: row["message"],
            openedAt: Timestamp(microseconds: row["opened_at"]),
            closedAt: (row["closed_at"] as Int64?).map(Timestamp.init(microseconds:)))
    }

    /// Whether the event type has an incident that lasts.
    package func hasOpenIncident(typeID: UInt32) throws -> Bool {
        try db.fetchOne(
            cached: "SELECT 1 FROM incident WHERE closed_at IS NULL AND type_id = ? LIMIT 1", arguments: [Int64(typeID)]
        ) != nil
    }

    package func openIncidentCount() throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM incident WHERE closed_at IS NULL") ?? 0
    }
}

extension Transaction {
    /// Opens an incident, unless the same one is open; another message of the same trouble replaces the first.
    package func openIncident(
        _ kind: Incident.Kind, typeID: UInt32, hour: Hour? = nil, _ message: String, at now: Timestamp
    ) throws {
        try db.execute(
            sql: """
                UPDATE incident SET message = ?1
                WHERE closed_at IS NULL AND kind = ?2 AND type_id = ?3 AND hour IS ?4
                """,
            arguments: [message, kind.rawValue, Int64(typeID), hour?.index])
        guard db.changesCount == 0 else { return }
        try db.execute(
            sql: "INSERT INTO incident (type_id, kind, hour, message, opened_at) VALUES (?, ?, ?, ?, ?)",
            arguments: [Int64(typeID), kind.rawValue, hour?.index, message, now.microseconds])
    }

    /// Closes it, if it is open.
    package func closeIncident(_ kind: Incident.Kind, typeID: UInt32, hour: Hour? = nil, at now: Timestamp) throws {
        try db.execute(
            sql: """
                UPDATE incident SET closed_at = ?
                WHERE closed_at IS NULL AND kind = ? AND type_id = ? AND hour IS ?
                """,
            arguments: [now.microseconds, kind.rawValue, Int64(typeID), hour?.index])
    }
}
