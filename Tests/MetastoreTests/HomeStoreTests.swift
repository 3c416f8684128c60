import BasinCore
import BasinMetastore
import Foundation
import GRDB
import Testing

@Suite struct HomeStoreTests {
    /// - Parameter before: made by hand, in the schema of the migration before home.
    private static func withMetastore(_ before: String = "", _ body: (Metastore, () throws -> DatabaseQueue) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.path + "/basin-\(UUID().uuidString).sqlite"
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        if !before.isEmpty {
            try Metastore(path: path, through: "0012-KeepAnswers").close()
            let database = try DatabaseQueue(path: path)
            try database.write { try $0.execute(sql: before) }
            try database.close()
        }
        let metastore = try Metastore(path: path)
        defer { try? metastore.close() }
        try body(metastore) { try DatabaseQueue(path: path) }
    }

    @Test("hours are summed over types, those from before too, whatever adds to them, replaces or removes them")
    func totals() throws {
        let before = """
            INSERT INTO hour (type_id, hour, received, delivered, quarantined) VALUES (1, 100, 10, 8, 2), (2, 100, 5, 5, 0);
            INSERT INTO catalog_entry (kind, object, name, owner, description, standing, worth, place)
            VALUES ('event', '1', 'a', 't', '', 'live', 0, 1);
            """
        try Self.withMetastore(before) { metastore, _ in
            func total(_ hour: Int) throws -> LedgerCounts? {
                let hour = Hour(index: hour)
                return try metastore.read { try $0.hourTotals(in: hour..<hour.next)[hour] }
            }
            #expect(try total(100) == LedgerCounts(received: 15, quarantined: 2))
            #expect(try total(99) == nil)
            // Entries are made anew at the next start, with what they can be chosen by now.
            let hasCatalog = try metastore.read { try $0.hasCatalog() }
            #expect(!hasCatalog)
            for _ in 0..<2 {
                try metastore.write {
                    try $0.add(LedgerCounts(received: 3, delivered: 2, quarantined: 1), typeID: 3, hour: Hour(index: 100), lastReceived: nil)
                }
            }
            #expect(try total(100) == LedgerCounts(received: 21, quarantined: 4))
            try metastore.write { try $0.replaceLedger(LedgerCounts(received: 1, delivered: 1), typeID: 3, hour: Hour(index: 100)) }
            #expect(try total(100) == LedgerCounts(received: 16, quarantined: 2))
            let open = try metastore.read { try $0.openLedgers(hour: Hour(index: 100)) }
            #expect(open.count == 3 && open[1] == LedgerCounts(received: 10, quarantined: 2))
            let hasData = try metastore.read { try $0.hasData() }
            #expect(hasData)
        }
    }

    @Test("what imports refused is known by the hour of the import and by type")
    func refusals() throws {
        try Self.withMetastore { metastore, _ in
            let first = Hour(index: 100)
            for (type, hour, count) in [(1, 99, 7), (1, 100, 2), (2, 100, 0), (1, 100, 3), (2, 101, 4)] {
                let counts = LedgerCounts(received: count + 1, delivered: 1, quarantined: count)
                try metastore.write {
                    try $0.add(
                        ImportRecord(typeID: UInt32(type), reason: "a", counts: counts, replaced: 0, unfilled: [], rows: [:]), replacing: nil,
                        at: Hour(index: hour).start + .seconds(5))
                }
            }
            let refused = try metastore.read { try $0.refusedInImports(since: first) }
            #expect(refused == [first: [1: 5], first.next: [2: 4]])
            let none = try metastore.read { try $0.refusedInImports(since: Hour(index: 102)) }
            #expect(none.isEmpty)
        }
    }

    @Test("what was used most on a day is found, with its uses of each day")
    func uses() throws {
        try Self.withMetastore { metastore, _ in
            try metastore.write {
                try $0.addUses([1: 5, 2: 1], day: 10)
                try $0.addUses([2: 9], day: 11)
            }
            try metastore.read { snapshot throws in
                #expect(try snapshot.usedMost(onDays: 10..<11, limit: 1) == [1])
                #expect(try snapshot.usedMost(onDays: 10..<12, limit: 1) == [1, 2])
                #expect(try snapshot.uses(of: 2, onDays: 9..<13) == [0, 1, 9, 0])
            }
        }
    }

    @Test("partitions that failed or are stale are found by dataset, those of the highest tier first, each bounded")
    func troubles() throws {
        try Self.withMetastore { metastore, database in
            try database().write { db in
                for (id, tier) in [(1, "low"), (2, "high"), (3, "high")] {
                    try db.execute(
                        sql: """
                            INSERT INTO dataset (id, name, folder, definition, applied_at)
                            VALUES (?1, 'd' || ?1, 'd' || ?1, '{"definition":{"granularity":"day","trigger":{"kind":"data"}}}', 0);
                            """, arguments: [id])
                    try db.execute(
                        sql: """
                            INSERT INTO catalog_entry (kind, object, name, owner, tier, description, standing, worth, place)
                            VALUES ('dataset', CAST(?1 AS TEXT), 'd' || ?1, 't', ?2, '', iif(?1 = 3, 'removed', 'live'), 0, ?1)
                            """, arguments: [id, tier])
                    try db.execute(
                        sql: """
                            INSERT INTO run (id, dataset_id, partition, reason, is_active, state, machine, counter, created_at, updated_at, ended_at)
                            VALUES (?1, ?1, 7, 'data', 0, 'failed', '{}', 1, 0, 0, 0)
                            """, arguments: [id])
                    try db.execute(
                        sql: "INSERT INTO dataset_partition (dataset_id, partition, given_up_run) VALUES (?1, 7, ?1), (?1, 9, ?1)", arguments: [id])
                }
                try db.execute(
                    sql: """
                        INSERT INTO dataset_partition (dataset_id, partition, revision, published_at, stale_since, stale_reason)
                        VALUES (1, 3, 1, 1000, 5, 'changed')
                        """)
            }
            try metastore.read { snapshot in
                let failed = try snapshot.troubledDatasets(.givenUp, limit: 10)
                #expect(failed.map(\.mark.name) == ["d2", "d1"])
                #expect(failed.map(\.partitions) == [TroubledPartitions(count: 2, last: 9), TroubledPartitions(count: 2, last: 9)])
                #expect(try snapshot.troubledDatasets(.givenUp, limit: 1).count == 1)
                #expect(try snapshot.troubledDatasets(.stale, limit: 10).map(\.mark.name) == ["d1"])
                #expect(try snapshot.troubledPartitions(.stale, datasetID: 1) == TroubledPartitions(count: 1, last: 3))
                #expect(try snapshot.troubledPartitions(.stale, datasetID: 2) == nil)
                let pace = try snapshot.pace(datasetID: 1, ifBefore: Timestamp(microseconds: 2000))
                #expect(pace?.granularity == .day && pace?.trigger == .data && pace?.publishedAt == Timestamp(microseconds: 1000))
                #expect(try snapshot.pace(datasetID: 1, ifBefore: Timestamp(microseconds: 1000)) == nil)
                #expect(try snapshot.pace(datasetID: 2, ifBefore: Timestamp(microseconds: 2000)) == nil)
                #expect(try snapshot.ownedCounts("t") == [.dataset: 2])
                #expect(try snapshot.catalogDatasetCount() == 3)
            }
        }
    }
}
