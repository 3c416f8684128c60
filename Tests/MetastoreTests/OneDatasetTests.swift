import BasinCore
import BasinMetastore
import Foundation
import Testing

/// What is read of one dataset is what was read of it among all.
@Suite struct OneDatasetTests {
    private static func withMetastore(_ body: (Metastore) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.path + "/basin-\(UUID().uuidString).sqlite"
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        let metastore = try Metastore(path: path)
        try body(metastore)
        try? metastore.close()
    }

    private static func day(_ text: String) -> Partition { Partition(text, .day)! }

    @Test("the ledger of one event type is its line of all")
    func ledger() throws {
        try Self.withMetastore { metastore in
            try metastore.write { transaction in
                for typeID: UInt32 in [1, 2] {
                    for hour in 5..<8 {
                        try transaction.add(
                            LedgerCounts(received: 3, delivered: hour == 6 ? 0 : 2, duplicate: hour == 6 ? 3 : 1), typeID: typeID,
                            hour: Hour(index: hour), lastReceived: Timestamp(microseconds: Int64(hour * Int(typeID))))
                    }
                }
            }
            try metastore.read { snapshot in
                let all = try snapshot.totals()
                for typeID: UInt32 in [1, 2] {
                    let one = try #require(try snapshot.totals(typeID: typeID)), line = try #require(all[typeID])
                    #expect(one.counts == line.counts && one.openHours == line.openHours && one.hoursWithRows == 2)
                    #expect(one.lastReceived == line.lastReceived)
                }
                let unknown = try snapshot.totals(typeID: 3), none = try snapshot.partitionTotals(datasetID: 3)
                #expect(unknown == nil && none == nil)
            }
        }
    }

    @Test("what one dataset used in a month is its lines of all, of every kind")
    func usage() throws {
        try Self.withMetastore { metastore in
            let moment = Self.day("2018-11-01").start
            try metastore.write { transaction in
                for kind in UsageKind.allCases {
                    for id: UInt32 in [7, 8] {
                        try transaction.addUsage(
                            UsageRecord(kind: kind, datasetID: id, account: "anna", usage: Usage(count: Int64(id))), at: moment)
                    }
                }
            }
            let month = Partition("2018-11", .month)!.index
            try metastore.read { snapshot in
                let one = try snapshot.usage(month: month, datasetID: 7), all = try snapshot.usage(month: month)
                #expect(Set(one) == Set(all.filter { $0.datasetID == 7 }))
                #expect(one.count == UsageKind.allCases.count)
            }
        }
    }

    @Test("readers are those who asked on the days that are meant, the most often first")
    func readers() throws {
        try Self.withMetastore { metastore in
            let days = ["2018-10-01", "2018-11-01", "2018-11-02", "2018-11-03"].map { Self.day($0) }
            try metastore.write { transaction in
                for (index, day) in days.enumerated() {
                    try transaction.addUsage(
                        UsageRecord(kind: .query, datasetID: 7, account: "anna", usage: Usage(count: 1)), at: day.start)
                    try transaction.addUsage(
                        UsageRecord(kind: .query, datasetID: 7, account: index == 2 ? "bo" : nil, usage: Usage(count: 9)), at: day.start)
                    try transaction.addUsage(
                        UsageRecord(kind: .run, datasetID: 7, account: "cy", usage: Usage(count: 9)), at: day.start)
                    try transaction.addUsage(
                        UsageRecord(kind: .query, datasetID: 8, account: "di", usage: Usage(count: 9)), at: day.start)
                    try transaction.addReads([7: index + 1, 8: 50], .query, at: day.start)
                    try transaction.addReads([7: 2], .pipeline, at: day.start)
                }
            }
            let range = days[1].index..<days[3].index
            try metastore.read { snapshot in
                let readers = try snapshot.readers(of: 7, days: range, limit: 10)
                #expect(readers.map(\.account) == ["bo", "anna"] && readers.map(\.queries) == [9, 2])
                #expect(readers.map(\.lastDay) == [days[2].index, days[2].index])
                let first = try snapshot.readers(of: 7, days: range, limit: 1), nobody = try snapshot.readers(of: 7, days: 5..<5, limit: 10)
                #expect(first.count == 1 && nobody.isEmpty)
                let reads = try snapshot.reads(of: 7, days: range)
                #expect(reads.filter { $0.way == .query }.map(\.reads) == [2, 3])
            }
        }
    }

    @Test("grants and requests of one dataset are those that name it")
    func grants() throws {
        try Self.withMetastore { metastore in
            let now = Timestamp(microseconds: 1_000_000)
            try metastore.write { transaction in
                for id: UInt32? in [7, 8, nil] {
                    _ = try transaction.add(
                        Grant(
                            grantee: .account("anna"), datasetID: id, classification: .personal, purpose: "support", reason: nil,
                            grantedBy: "otto", grantedAt: now, until: now + .seconds(60)))
                }
                for (id, account) in [(UInt32(7), "anna"), (7, "bo"), (8, "anna")] {
                    _ = try transaction.add(
                        AccessRequest(
                            account: account, datasetID: id, classification: .none, purpose: "support", reason: "x", days: 1, askedAt: now))
                }
            }
            try metastore.read { snapshot in
                let grants = try snapshot.grants(on: 7, limit: 10)
                let own = try snapshot.accessRequests(on: 7, of: "anna", limit: 10)
                let open = try snapshot.accessRequests(on: 7, of: nil, limit: 10)
                #expect(grants.map(\.datasetID) == [7] && own.map(\.account) == ["anna"] && open.map(\.account) == ["bo", "anna"])
            }
        }
    }
}
