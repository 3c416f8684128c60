import BasinCore
import BasinMetastore
import Foundation
import GRDB
import Testing

@Suite struct UsageStoreTests {
    private static func moment(_ text: String) -> Timestamp { Partition(text, .day)!.start }

    private static func withMetastore(_ body: (Metastore, String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.path + "/basin-\(UUID().uuidString).sqlite"
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        let metastore = try Metastore(path: path)
        try body(metastore, path)
        try? metastore.close()
    }

    private static func sum(_ metastore: Metastore, _ month: String) throws -> Usage {
        try metastore.read { try $0.usage(month: Partition(month, .month)!.index) }.reduce(Usage()) { $0 + $1.usage }
    }

    @Test("days and months are the sums of what was added, each in its own")
    func sums() throws {
        try Self.withMetastore { metastore, _ in
            let days = ["2018-10-31", "2018-11-01", "2018-11-30", "2018-11-30"]
            for (index, day) in days.enumerated() {
                let usage = Usage(count: 1, cpuMicros: Int64(index + 1) * 1_000_003, bytesRead: .max / 8, rows: Int64(index))
                try metastore.write {
                    try $0.addUsage(
                        UsageRecord(kind: .query, datasetID: 7, account: "anna", usage: usage), at: Self.moment(day))
                }
            }
            let november = try Self.sum(metastore, "2018-11"), october = try Self.sum(metastore, "2018-10")
            #expect(november.count == 3 && november.cpuMicros == 9 * 1_000_003 && november.rows == 6)
            #expect(october.count == 1 && october.cpuMicros == 1_000_003)
            let first = Partition("2018-11-01", .day)!.index
            let daily = try metastore.read { try $0.usage(days: first..<first + 30) }
            #expect(daily.map(\.usage) == [november])
            try metastore.write { try $0.forgetUsage(before: first + 400) }
            let left = try metastore.read { try $0.usage(days: first..<first + 30) }
            let kept = try Self.sum(metastore, "2018-11")
            #expect(left.isEmpty && kept == november)
        }
    }

    @Test("a sum that is too much stays at the most, and what comes later is saved still")
    func most() throws {
        try Self.withMetastore { metastore, _ in
            for _ in 0..<3 {
                try metastore.write {
                    try $0.addUsage(
                        UsageRecord(kind: .query, datasetID: 7, usage: Usage(count: 1, bytesRead: .max - 5)),
                        at: Self.moment("2018-11-01"))
                }
            }
            #expect(try Self.sum(metastore, "2018-11") == Usage(count: 3, bytesRead: .max))
        }
    }

    @Test("a day stores what it stored last; days on which nobody looked stored what was there before them")
    func stored() throws {
        try Self.withMetastore { metastore, _ in
            func note(_ bytes: [UInt32: Int64], _ day: String) throws {
                try metastore.noteStored(bytes, at: Self.moment(day))
            }
            try note([1: 100, 2: 5], "2018-10-30")
            for _ in 0..<3 { try note([1: 150], "2018-10-30") }
            #expect(try Self.sum(metastore, "2018-10").byteDays == 150)
            // Four days without a server, over the end of the month.
            try note([1: 70], "2018-11-04")
            #expect(try Self.sum(metastore, "2018-10").byteDays == 300)
            #expect(try Self.sum(metastore, "2018-11").byteDays == 3 * 150 + 70)
            try note([:], "2018-11-05")
            try note([:], "2018-11-06")
            #expect(try Self.sum(metastore, "2018-11").byteDays == 3 * 150 + 70)
        }
    }

    @Test("what very many store is noted in pieces, and one that was killed between two is corrected, not counted twice")
    func pieces() throws {
        try Self.withMetastore { metastore, path in
            let all = Dictionary(uniqueKeysWithValues: (1...2_500).map { (UInt32($0), Int64($0)) })
            let sum = Int64(2_500 * 2_501 / 2)
            try metastore.noteStored(all, at: Self.moment("2018-10-29"))
            // Of the day after, a first piece only: its end is not written.
            try metastore.write { transaction in
                for id in 1...1_000 {
                    try transaction.addUsage(
                        UsageRecord(kind: .storage, datasetID: UInt32(id), usage: Usage(byteDays: Int64(id))),
                        at: Self.moment("2018-10-30"))
                }
            }
            try metastore.noteStored(all, at: Self.moment("2018-10-31"))
            #expect(try Self.sum(metastore, "2018-10").byteDays == 3 * sum)
            try metastore.noteStored([1: 7], at: Self.moment("2018-10-31"))
            #expect(try Self.sum(metastore, "2018-10").byteDays == 2 * sum + 7)
        }
    }

    @Test("who read last is known by day and way, long after older reads are forgotten; a run is nobody")
    func reads() throws {
        try Self.withMetastore { metastore, _ in
            try metastore.write { transaction in
                try transaction.addReads([1: 2, 2: 1], .query, at: Self.moment("2017-01-01"))
                try transaction.addReads([1: 1], .iceberg, at: Self.moment("2018-01-01"))
                try transaction.addReads([1: 1, 3: 1], .pipeline, at: Self.moment("2018-11-01"))
                try transaction.countReads(since: 100)
                try transaction.countReads(since: 200)
            }
            try metastore.forgetReads(before: Partition("2018-10-01", .day)!.index)
            try metastore.read { snapshot in
                let last = try snapshot.lastReads()
                #expect(last[1] == LastRead(day: Partition("2018-01-01", .day)!.index, way: .iceberg))
                #expect(last[2] == LastRead(day: Partition("2017-01-01", .day)!.index, way: .query))
                #expect(last[3] == nil)
                #expect(try snapshot.readsCountedSince() == 100)
            }
        }
    }

    @Test("prices are kept as they are, and gone when nobody says them any more")
    func prices() throws {
        try Self.withMetastore { metastore, _ in
            let prices = Prices(currency: "SEK", cpuHour: MicroAmount(micros: 1), gbRead: MicroAmount(micros: .max))
            for next in [prices, nil, prices] {
                try metastore.write { try $0.store(prices: next) }
                let stored = try metastore.read { try $0.prices() }
                #expect(stored == next)
            }
        }
    }

    @Test("a metastore that counted queries before knows them as reads")
    func migrates() throws {
        let path = FileManager.default.temporaryDirectory.path + "/basin-\(UUID().uuidString).sqlite"
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        try Metastore(path: path, through: "0006-ControlAccess").close()
        let database = try DatabaseQueue(path: path)
        try database.write {
            try $0.execute(sql: "INSERT INTO dataset_use (dataset_id, day, queries) VALUES (7, 17000, 3), (7, 17001, 1)")
        }
        try database.close()
        let metastore = try Metastore(path: path)
        let (reads, since) = try metastore.read { (try $0.lastReads(), try $0.readsCountedSince()) }
        #expect(reads == [7: LastRead(day: 17_001, way: .query)] && since == nil)
        try metastore.close()
    }
}
