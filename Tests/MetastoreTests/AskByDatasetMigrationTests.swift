import BasinCore
import BasinMetastore
import Foundation
import GRDB
import Testing

@Suite struct AskByDatasetMigrationTests {
    @Test("Grants and requests that an older Basin stored are found by their dataset, without reading those of others")
    func migrates() throws {
        let path = FileManager.default.temporaryDirectory.path + "/basin-\(UUID().uuidString).sqlite"
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        try Metastore(path: path, through: "0014-ShowRuns").close()
        func database<Value>(_ body: (Database) throws -> Value) throws -> Value {
            let database = try DatabaseQueue(path: path)
            defer { try? database.close() }
            return try database.write(body)
        }
        try database { db in
            try db.execute(
                sql: """
                    INSERT INTO access_grant (grantee_kind, grantee, dataset_id, classification, purpose, granted_by, granted_at, until) VALUES
                        ('account', 'anna', 7, 'none', 'support', 'otto', 1, 9), ('account', 'anna', NULL, 'none', 'support', 'otto', 1, 9),
                        ('team', 'team-a', 8, 'none', 'support', 'otto', 1, 9), ('team', 'team-a', 7, 'personal', 'audit', 'otto', 1, 9);
                    INSERT INTO access_request (account, dataset_id, classification, purpose, reason, days, asked_at, state) VALUES
                        ('anna', 7, 'none', 'support', 'a ticket', 3, 1, 'open'), ('anna', 8, 'none', 'support', 'a ticket', 3, 1, 'open'),
                        ('otto', 7, 'none', 'support', 'a ticket', 3, 1, 'refused');
                    """)
        }
        let metastore = try Metastore(path: path)
        try metastore.read { (snapshot) throws in
            #expect(try snapshot.grants().count == 4)
            #expect(try snapshot.grants(on: 7, limit: 10).map(\.id) == [4, 1])
            #expect(try snapshot.grants(on: 7, limit: 1).map(\.id) == [4])
            #expect(try snapshot.accessRequests(on: 7, of: nil, limit: 10).map(\.id) == [1])
            #expect(try snapshot.accessRequests(on: 7, of: "otto", limit: 10).map(\.id) == [3])
        }
        try metastore.close()
        for table in ["access_grant", "access_request"] {
            let plan = try database { db in
                try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN SELECT * FROM \(table) WHERE dataset_id = 7 ORDER BY id DESC LIMIT 10")
                    .map { $0["detail"] as String }
            }
            #expect(plan.allSatisfy { $0.contains("\(table)_dataset") }, "\(plan)")
        }
    }
}
