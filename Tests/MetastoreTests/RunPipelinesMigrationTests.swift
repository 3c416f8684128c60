import BasinCore
import BasinMetastore
import Foundation
import GRDB
import Testing

@Suite struct RunPipelinesMigrationTests {
    @Test("A metastore of collected events gets pipelines and keeps what it has")
    func migrates() throws {
        let path = FileManager.default.temporaryDirectory.path + "/basin-\(UUID().uuidString).sqlite"
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        let old = try Metastore(path: path, through: "0001-CollectEvents")
        try old.close()
        // By hand: today's code writes what only today's schema has.
        let database = try DatabaseQueue(path: path)
        try database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO team (name, contact) VALUES ('team-a', 'a@b.c');
                    INSERT INTO event_type (id, name, folder, definition, last_field_id, is_removed, first_hour)
                    VALUES (7, 'song_played', 'song_played', '{"name": "song_played", "owner": "team-a", "description": "x",
                        "tier": "normal", "unknownFields": "drop", "fields": []}', 0, 0, 100);
                    INSERT INTO event_schema (type_id, version, schema) VALUES (7, 1, '{"version": 1, "fields": []}');
                    INSERT INTO delivery (type_id, position, sealed_before) VALUES (7, 0, 110);
                    INSERT INTO hour (type_id, hour, received, delivered, sealed_at, revision)
                    VALUES (7, 50, 1, 1, 0, 1), (7, 105, 1, 1, NULL, 0), (7, 112, 1, 1, NULL, 0);
                    """)
        }
        try database.close()
        let type = AppliedEventType(
            id: 7, definition: EventType(name: "song_played", owner: "team-a", description: "x", fields: []),
            versions: [EventSchema(version: 1, fields: [])], lastFieldID: 0, firstHour: Hour(index: 100))
        let metastore = try Metastore(path: path)
        try metastore.read { (snapshot) throws in
            #expect(try snapshot.eventTypes() == [type])
            #expect(try snapshot.teams().map(\.name) == ["team-a"])
            #expect(try snapshot.teamQuotas().isEmpty)
            #expect(try snapshot.nextTypeID() == 8)
            // Imported; passed, but for the one that is open; and not the one after.
            #expect(try snapshot.sealedHours(typeID: 7) == PartitionRanges([50] + Array(100..<105) + Array(106..<110)))
        }
        try metastore.close()
    }
}
