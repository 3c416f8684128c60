package import BasinCore
import GRDB

/// Teams and event types as last applied.
extension Snapshot {
    package func teams() throws -> [Team] {
        try Row.fetchAll(db, sql: "SELECT * FROM team ORDER BY name").map {
            Team(name: $0["name"], contact: $0["contact"], description: $0["description"], maxRuns: $0["max_runs"])
        }
    }

    package func contact(ofTeam name: String) throws -> String? {
        try db.fetchOne(cached: "SELECT contact FROM team WHERE name = ?", arguments: [name])?["contact"]
    }

    /// Removed ones included, by id.
    package func eventTypes() throws -> [AppliedEventType] {
        let schemas = try Row.fetchAll(db, sql: "SELECT type_id, schema FROM event_schema ORDER BY type_id, version")
        var versions: [Int64: [EventSchema]] = [:]
        for row in schemas {
            versions[row["type_id"], default: []].append(try JSONText.decode(EventSchema.self, row["schema"]))
        }
        return try Row.fetchAll(db, sql: "SELECT * FROM event_type ORDER BY id").map {
            try Self.eventType($0, versions[$0["id"]] ?? [])
        }
    }

    /// Removed ones included.
    package func eventType(named name: String) throws -> AppliedEventType? {
        try eventType(Row.fetchOne(db, sql: "SELECT * FROM event_type WHERE name = ?", arguments: [name]))
    }

    /// Removed ones included.
    package func eventType(id: UInt32) throws -> AppliedEventType? {
        try eventType(Row.fetchOne(db, sql: "SELECT * FROM event_type WHERE id = ?", arguments: [Int64(id)]))
    }

    private func eventType(_ row: Row?) throws -> AppliedEventType? {
        guard let row else { return nil }
        let versions = try String.fetchAll(
            db, sql: "SELECT schema FROM event_schema WHERE type_id = ? ORDER BY version",
            arguments: [row["id"] as Int64]
        ).map { try JSONText.decode(EventSchema.self, $0) }
        return try Self.eventType(row, versions)
    }

    /// Those of the names that are event types, removed ones included.
    package func eventTypes(named names: some Sequence<String>) throws -> [AppliedEventType] {
        try names.sorted().compactMap { try eventType(named: $0) }
    }

    /// Every name of an event type, removed ones included, with its id.
    package func eventTypeNames() throws -> [String: UInt32] {
        Dictionary(
            uniqueKeysWithValues: try Row.fetchAll(db, sql: "SELECT id, name FROM event_type").map {
                ($0["name"], UInt32($0["id"] as Int64))
            })
    }

    private static func eventType(_ row: Row, _ versions: [EventSchema]) throws -> AppliedEventType {
        AppliedEventType(
            id: UInt32(row["id"] as Int64), definition: try JSONText.decode(EventType.self, row["definition"]),
            versions: versions, lastFieldID: row["last_field_id"], isRemoved: row["is_removed"],
            firstHour: Hour(index: row["first_hour"]))
    }

    /// The folder of each type's table, by type id.
    package func folders() throws -> [UInt32: String] {
        var folders: [UInt32: String] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT id, folder FROM event_type") {
            folders[UInt32(row["id"] as Int64)] = row["folder"]
        }
        return folders
    }

    /// The folder of one dataset's table, of whichever kind.
    package func folder(typeID: UInt32) throws -> String? {
        try String.fetchOne(
            db, sql: "SELECT folder FROM event_type WHERE id = ?1 UNION ALL SELECT folder FROM dataset WHERE id = ?1",
            arguments: [Int64(typeID)])
    }

    /// Higher than that of any event type and any other dataset that ever was.
    package func nextTypeID() throws -> UInt32 {
        UInt32(
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT max(coalesce((SELECT max(id) FROM event_type), 0), coalesce((SELECT max(id) FROM dataset), 0)) + 1
                    """) ?? 1)
    }
}

extension Transaction {
    /// Stores what a plan results in. Types that are not named stay as they are; schema versions are only added, and
    /// their descriptions follow.
    package func store(teams: [Team], types: [AppliedEventType]) throws {
        try db.execute(sql: "DELETE FROM team")
        for team in teams {
            try db.execute(
                sql: "INSERT INTO team (name, contact, description, max_runs) VALUES (?, ?, ?, ?)",
                arguments: [team.name, team.contact, team.description, team.maxRuns])
        }
        // Two types may swap names: give way first.
        for type in types {
            try db.execute(
                sql: "UPDATE event_type SET name = '#' || id WHERE id = ?", arguments: [Int64(type.id)])
        }
        for type in types {
            try db.execute(
                sql: """
                    INSERT INTO event_type (id, name, folder, definition, last_field_id, is_removed, first_hour)
                    VALUES (?1, ?2, ?2 || iif(EXISTS (SELECT 1 FROM event_type WHERE folder = ?2), '_' || ?1, ''), ?3, ?4, ?5, ?6)
                    ON CONFLICT (id) DO UPDATE SET name = excluded.name, definition = excluded.definition,
                        last_field_id = excluded.last_field_id, is_removed = excluded.is_removed
                    """,
                arguments: [
                    Int64(type.id), type.name, try JSONText.encode(type.definition), type.lastFieldID,
                    type.isRemoved, type.firstHour.index,
                ])
            for schema in type.versions {
                try db.execute(
                    sql: """
                        INSERT INTO event_schema (type_id, version, schema) VALUES (?, ?, ?)
                        ON CONFLICT (type_id, version) DO UPDATE SET schema = excluded.schema
                        """,
                    arguments: [Int64(type.id), schema.version, try JSONText.encode(schema)])
            }
            try db.execute(
                sql: "INSERT OR IGNORE INTO delivery (type_id, position, sealed_before) VALUES (?, 0, ?)",
                arguments: [Int64(type.id), type.firstHour.index])
        }
    }
}
