import BasinCore
import BasinMetastore
import Foundation
import GRDB
import Testing

@Suite struct RunFindingTests {
    /// Three datasets, made by hand: runs in every state, a partition that is given up, one that is stale.
    private static let content = """
        INSERT INTO dataset (id, name, folder, definition, applied_at) VALUES
            (1, 'calm', 'calm', '{"definition": {"granularity": "day"}}', 0),
            (2, 'loud', 'loud', '{"definition": {"granularity": "hour"}}', 0),
            (3, 'late', 'late', '{"definition": {"granularity": "none"}}', 0);
        INSERT INTO catalog_entry (kind, object, name, owner, tier, description, standing, worth, place) VALUES
            ('dataset', '1', 'calm', 'team-a', 'high', '', 'live', 1, 1), ('dataset', '2', 'loud', 'team-b', 'low', '', 'live', 1, 2),
            ('dataset', '3', 'late', 'team-a', 'normal', '', 'live', 1, 3), ('dataset', '4', 'gone', 'team-a', 'high', '', 'removed', 1, 4),
            ('event', '5', 'played', 'team-a', 'high', '', 'live', 1, 5);
        INSERT INTO run (id, dataset_id, partition, reason, backfill_id, is_active, state, machine, counter, created_at, updated_at, ended_at) VALUES
            (1, 1, 10, 'data', NULL, 0, 'succeeded', '{}', 1, 100, 200, 200), (2, 1, 11, 'request', NULL, 0, 'failed', '{}', 1, 300, 500, 500),
            (3, 2, 10, 'data', NULL, 0, 'failed', '{}', 1, 450, 900, 900), (4, 2, 11, 'rerun', NULL, 1, 'running', '{}', 1, 600, 600, NULL);
        INSERT INTO run_report (run_id, attempt, report) VALUES (1, 1, 'first'), (1, 2, 'second'), (2, 1, 'only');
        INSERT INTO dataset_partition (dataset_id, partition, given_up_run) VALUES (2, 10, 3);
        INSERT INTO dataset_partition (dataset_id, partition, revision, published_at, run_id, stale_since, stale_reason)
            VALUES (3, 0, 1, 1, 1, 2, 'an input'), (1, 10, 1, 200, 1, NULL, NULL);
        """

    private static func withMetastore(since migration: String? = nil, _ body: (Metastore) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.path + "/basin-\(UUID().uuidString).sqlite"
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        try Metastore(path: path, through: migration).close()
        let database = try DatabaseQueue(path: path)
        try database.write { try $0.execute(sql: content) }
        try database.close()
        let metastore = try Metastore(path: path)
        try body(metastore)
        try metastore.close()
    }

    private static func moment(_ microseconds: Int64) -> Timestamp { Timestamp(microseconds: microseconds) }

    @Test("runs that an older Basin stored are found by what is chosen")
    func chosen() throws {
        try Self.withMetastore(since: "0012-KeepAnswers") { (metastore) throws in
            func ids(_ choice: RunChoice, limit: Int = 10) throws -> [Int64] { try metastore.read { try $0.runs(choice, limit: limit).map(\.id) } }
            #expect(try ids(RunChoice()) == [4, 3, 2, 1])
            #expect(try ids(RunChoice(before: 3), limit: 1) == [2])
            #expect(try ids(RunChoice(state: "failed")) == [3, 2])
            #expect(try ids(RunChoice(datasetID: 1, state: "failed")) == [2])
            #expect(try ids(RunChoice(datasetID: 1, partition: 10)) == [1])
            #expect(try ids(RunChoice(reason: "data")) == [3, 1])
            #expect(try ids(RunChoice(state: "failed", reason: "request")) == [2])
            #expect(try ids(RunChoice(backfillID: 1)).isEmpty)
        }
    }

    @Test("runs of a length of time are those that waited or worked in it")
    func between() throws {
        try Self.withMetastore { (metastore) throws in
            func ids(_ from: Int64, _ to: Int64, datasetID: UInt32? = nil, limit: Int = 10) throws -> [Int64] {
                try metastore.read { try $0.runs(between: Self.moment(from)..<Self.moment(to), datasetID: datasetID, limit: limit).map(\.id) }
            }
            #expect(try ids(0, 1000) == [4, 3, 2, 1])
            #expect(try ids(250, 460) == [3, 2])
            #expect(try ids(700, 800) == [4, 3])
            #expect(try ids(0, 1000, datasetID: 1) == [2, 1])
            #expect(try ids(0, 1000, limit: 2) == [4, 3])
        }
    }

    @Test("what runs do, and how they ended, is counted without those of before")
    func counts() throws {
        try Self.withMetastore { (metastore) throws in
            try metastore.read { (snapshot) throws in
                #expect(try snapshot.unfinishedRunCounts() == ["running": 1])
                #expect(try snapshot.endedRunCounts(since: Self.moment(300)) == ["failed": 2])
                let troubled = try snapshot.troubledPartitionCounts()
                #expect(troubled.failed == 1 && troubled.stale == 1)
                #expect(try snapshot.lastReports(runIDs: [1, 2, 3]) == [1: "second", 2: "only"])
            }
        }
    }

    @Test("datasets stand in order of their trouble, then of tier and name, and pages follow each other")
    func shelf() throws {
        try Self.withMetastore { (metastore) throws in
            func names(owner: String? = nil, text: String? = nil, skipping: Int = 0, limit: Int = 10) throws -> [String] {
                try metastore.read { try $0.shelvedDatasets(owner: owner, text: text, skipping: skipping, limit: limit).datasets.map(\.name) }
            }
            #expect(try names() == ["loud", "late", "calm"])
            #expect(try names(skipping: 1, limit: 1) == ["late"])
            #expect(try names(skipping: 2, limit: 1) == ["calm"])
            #expect(try names(skipping: 3).isEmpty)
            #expect(try names(owner: "team-a") == ["late", "calm"])
            #expect(try names(text: "al") == ["calm"])
            let (all, count) = try metastore.read { try $0.shelvedDatasets(owner: nil, text: nil, skipping: 0, limit: 1) }
            #expect(count == 3 && all.first?.failed == 1 && all.first?.stale == 0 && all.first?.tier == "low")
            let shapes = try metastore.read { try $0.datasetShapes([1, 2, 3, 9]) }
            #expect(shapes == [1: DatasetShape(name: "calm", granularity: .day), 2: DatasetShape(name: "loud", granularity: .hour), 3: DatasetShape(name: "late", granularity: .none)])
        }
    }

    @Test("partitions of several datasets are read at once")
    func several() throws {
        try Self.withMetastore { (metastore) throws in
            try metastore.read { (snapshot) throws in
                let ranges: [UInt32: Range<Int>] = [1: 0..<11, 2: 10..<12, 3: 5..<9]
                let known = Set(try snapshot.partitions(in: ranges).map(\.datasetID))
                let active = try snapshot.activeRuns(in: ranges).map(\.id)
                let expired = try snapshot.expired(in: ranges)
                let skipped = try snapshot.skippedPartitions(datasetIDs: [1, 2])
                #expect(known == [1, 2])
                #expect(active == [4])
                #expect(expired.isEmpty)
                #expect(skipped.isEmpty)
            }
        }
    }
}
