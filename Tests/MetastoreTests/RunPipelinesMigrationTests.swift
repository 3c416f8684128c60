import BasinCore
import BasinMetastore
import Foundation
import Testing

@Suite struct RunPipelinesMigrationTests {
    @Test("A metastore of collected events gets pipelines and keeps what it has")
    func migrates() throws {
        let path = FileManager.default.temporaryDirectory.path + "/basin-\(UUID().uuidString).sqlite"
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        let old = try Metastore(path: path, through: "0001-CollectEvents")
        let type = AppliedEventType(
            id: 7, definition: EventType(name: "song_played", owner: "team-a", description: "x", fields: []),
            versions: [EventSchema(version: 1, fields: [])], lastFieldID: 0, firstHour: Hour(index: 100))
        try old.write { transaction in
            try transaction.store(teams: [Team(name: "team-a", contact: "a@b.c")], types: [type])
            try transaction.setSealed(typeID: 7, before: Hour(index: 110))
            for hour in [50, 105, 112] {
                try transaction.add(
                    LedgerCounts(received: 1, delivered: 1), typeID: 7, hour: Hour(index: hour), lastReceived: nil)
            }
            _ = try transaction.publish(
                typeID: 7, hour: Hour(index: 50), rows: 1, reason: "import", evidence: "",
                at: Timestamp(microseconds: 0))
        }
        try old.close()
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
