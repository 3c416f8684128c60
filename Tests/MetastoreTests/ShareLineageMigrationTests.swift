import BasinCore
import BasinMetastore
import Foundation
import GRDB
import Testing

@Suite struct ShareLineageMigrationTests {
    @Test("A metastore with runs gets lineage that is shared; what happens to runs is kept for others once there are some")
    func migrates() throws {
        let path = FileManager.default.temporaryDirectory.path + "/basin-\(UUID().uuidString).sqlite"
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        try Metastore(path: path, through: "0006-ControlAccess").close()
        // By hand: today's code writes what only today's schema has.
        let database = try DatabaseQueue(path: path)
        try database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO dataset (id, name, folder, definition, applied_at) VALUES (1, 'd', 'd', '{}', 0);
                    INSERT INTO run (id, dataset_id, partition, reason, is_active, state, machine, counter, created_at, updated_at)
                    VALUES (5, 1, 7, 'data', 1, 'queued', '{}', 1, 0, 0);
                    INSERT INTO run_event (run_id, number, at, event) VALUES (5, 1, 0, '{}');
                    """)
        }
        try database.close()
        let metastore = try Metastore(path: path)
        defer { try? metastore.close() }
        func waiting() throws -> [Int] { try metastore.read { try $0.lineageOutbox(limit: 100).map(\.eventNumber) } }
        func happen() throws {
            try metastore.write { transaction in
                guard let run = try transaction.snapshot.run(id: 5) else { return }
                try transaction.store(run, event: "{}", at: Timestamp(microseconds: 0))
            }
        }
        #expect(try waiting().isEmpty)
        try happen()
        #expect(try waiting().isEmpty)
        try metastore.write { try $0.setLineageTarget("http://h") }
        for _ in 0..<4 { try happen() }
        #expect(try waiting() == [3, 4, 5, 6])
        try metastore.write { transaction in
            let first = try transaction.snapshot.lineageOutbox(limit: 1)[0].number
            try transaction.forgetLineageOutbox(through: first)
            #expect(try transaction.trimLineageOutbox(to: 2) == 1)
        }
        #expect(try waiting() == [5, 6])
        try metastore.write { try $0.setLineageTarget(nil) }
        try happen()
        #expect(try waiting().isEmpty)
        #expect(try metastore.read { try $0.foreignNamespaces().isEmpty })
    }
}
