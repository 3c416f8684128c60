import BasinCore
import BasinMetastore
import Foundation
import Testing

@Suite struct ProfileRetentionTests {
    @Test("a profile goes with its partition, and with the content that it was made of")
    func follows() throws {
        let path = FileManager.default.temporaryDirectory.path + "/basin-\(UUID().uuidString).sqlite"
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        let metastore = try Metastore(path: path)
        defer { try? metastore.close() }
        let now = Timestamp(microseconds: 1)
        func known() throws -> [Int] {
            try metastore.read { try $0.profiles(datasetID: 1, in: 0..<100, most: 10).map(\.partition) }
        }
        try metastore.write { transaction in
            for index in 5..<9 {
                let hour = Hour(index: index)
                try transaction.add(LedgerCounts(received: 1, delivered: 1), typeID: 1, hour: hour, lastReceived: nil)
                try transaction.add(
                    FileRecord(
                        typeID: 1, hour: hour, kind: .events, path: "/f\(index)", schemaVersion: 1, rows: 1, bytes: 1),
                    isSealed: index < 8)
                if index != 6 {
                    try transaction.store(
                        PartitionProfile(rows: index, columns: []), of: ["/f\(index)"], datasetID: 1, partition: index, digest: 1)
                }
            }
        }
        #expect(try known() == [5, 7, 8])
        try metastore.read { snapshot in
            let unprofiled = try snapshot.unprofiledPartitions(typeID: 1, newest: 14)
            #expect(unprofiled == [6])
            let none = try snapshot.unprofiledPartitions(typeID: 1, newest: 1)
            #expect(none.isEmpty)
            let last = try snapshot.profiles(datasetID: 1, in: 0..<8, most: 1)
            #expect(last.map(\.partition) == [7] && last.first?.profile.rows == 7)
        }
        try metastore.write { transaction in
            _ = try transaction.publish(typeID: 1, hour: Hour(index: 5), rows: 1, reason: "sealed", evidence: "{}", at: now)
            let expired = try transaction.expireHours(
                typeID: 1, before: Hour(index: 6), retentionDays: 1, most: 10, at: now)
            #expect(expired.count == 1)
        }
        #expect(try known() == [7, 8])
        try metastore.write { try $0.forgetProfiles(datasetID: 1, [8]) }
        #expect(try known() == [7])
        // A look that ends only now was of what is gone, or of other files.
        try metastore.write { transaction in
            for (files, partition) in [(["/f5"], 5), (["/f8", "/g8"], 8), ([], 6)] {
                try transaction.store(
                    PartitionProfile(rows: 9, columns: []), of: files, datasetID: 1, partition: partition, digest: 2)
            }
        }
        #expect(try known() == [7])
    }
}
