import BasinCore
import BasinManagement
import BasinMetastore
import Testing

@Suite struct TroublesTests {
    private static let now = Timestamp(rfc3339: "2026-03-01T12:00:00Z")!

    /// Publishes a partition of the dataset at the moment.
    private static func publish(_ id: UInt32, _ partition: Int, at moment: Timestamp, _ transaction: Transaction) throws {
        var run = try transaction.insert(NewRun(datasetID: id, partition: partition, reason: "data"), state: "running", machine: "{}", at: moment)
        _ = try transaction.publishRevision(of: run, rows: 1, bytes: 1, checksum: "", at: moment)
        (run.isActive, run.state, run.endedAt) = (false, "succeeded", moment)
        try transaction.store(run, event: "{}", at: moment)
    }

    @Test("late is what certification calls so, unless it is paused or made by hand; what failed goes before, what is stale after")
    func found() throws {
        let folder = try SearchFolder([])
        let names = ["in_time", "late", "late_and_failed", "late_and_paused", "by_hand", "stale", "never"]
        var datasets = names.enumerated().map { DescribedSearchTests.dataset(UInt32($0.offset + 1), $0.element) }
        datasets[4].definition.trigger = Trigger(kind: .manual)
        let days = { (count: Int64) in Self.now + .seconds(-count * 86_400) }
        try folder.metastore.write { transaction in
            try transaction.store(datasets: datasets, at: days(30))
            try CatalogIndex.update(types: [], datasets: datasets, in: transaction)
            for id: UInt32 in [1, 6] { try Self.publish(id, 10, at: days(1), transaction) }
            for id: UInt32 in [2, 3, 4, 5] { try Self.publish(id, 10, at: days(3), transaction) }
            // A partition of long ago that is made again is nothing new.
            try Self.publish(2, 3, at: days(0), transaction)
            try transaction.setPaused(datasetID: 4, by: "anna", at: days(1))
            for partition in [11, 12] { try transaction.setGivenUp(datasetID: 3, partition: partition, runID: 1) }
            _ = try transaction.markStale(datasetID: 6, partitions: 10..<11, reason: "song_played changed", at: days(0))
        }
        try folder.metastore.read { snapshot in
            let all = try Troubles.all(in: snapshot, now: Self.now)
            #expect(all.all.map(\.mark.name) == ["late_and_failed", "late", "stale"] && !all.isCut)
            #expect(all.all.map(\.state) == [.failed, .late, .stale])
            #expect(all.all.map(\.count) == [2, 0, 1] && all.all.map(\.partition) == [12, nil, 10])
            #expect(all.all[1].since == days(3))
            for name in names {
                let mark = try #require(try snapshot.datasetMark(named: name))
                let own = try Troubles.of(mark, in: snapshot, now: Self.now), listed = all.all.first { $0.mark.name == name }
                #expect(own?.state == listed?.state, "\(name)")
            }
            // What certification says of the same.
            let late = try #require(try Certification.of(2, in: snapshot, now: Self.now))
            #expect(late.missing.contains { $0.contains("basin why late") })
        }
    }

    @Test("what is about a term is counted and named by the catalog alone, columns too")
    func terms() throws {
        let folder = try SearchFolder([])
        var datasets = [DescribedSearchTests.dataset(1, "b"), DescribedSearchTests.dataset(2, "a"), DescribedSearchTests.dataset(3, "c")]
        datasets[1].definition.documentation.terms = ["market"]
        datasets[2].isRemoved = true
        try folder.metastore.write { transaction in
            try transaction.store(datasets: datasets, at: Self.now)
            try CatalogIndex.update(types: [], datasets: datasets, in: transaction)
        }
        try folder.metastore.read { snapshot throws in
            #expect(try snapshot.termUses("market", limit: 10) == ["a", "a.country", "b.country"])
            #expect(try snapshot.termUseCount("market") == 2)
            #expect(try snapshot.termUseCount("mark") == 0)
            #expect(try snapshot.termUses("market", limit: 1).count < 3)
        }
    }
}
