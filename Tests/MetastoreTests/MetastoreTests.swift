import BasinCore
import BasinMetastore
import Foundation
import Testing

@Suite struct MetastoreTests {
    @Test("Changes made at the same time by many threads are all there, and one that fails undoes only itself")
    func groups() throws {
        try withMetastore { metastore, _ in
            struct Refused: Error {}
            DispatchQueue.concurrentPerform(iterations: 200) { index in
                try? metastore.write { transaction in
                    try transaction.add(
                        LedgerCounts(received: 1, delivered: 1), typeID: 1, hour: Hour(index: index % 10), lastReceived: nil)
                    if index % 4 == 0 { throw Refused() }
                }
            }
            let hours = try metastore.read { try $0.hours(typeID: 1, in: Hour(index: 0)..<Hour(index: 100)) }
            #expect(hours.reduce(0) { $0 + $1.counts.received } == 150)
        }
    }

    @Test("A ledger that does not balance cannot be written")
    func unbalanced() throws {
        try withMetastore { metastore, _ in
            #expect(throws: BasinError.self) {
                try metastore.write {
                    try $0.add(LedgerCounts(received: 2, delivered: 1), typeID: 1, hour: Hour(index: 0), lastReceived: nil)
                }
            }
            let stored = try metastore.read { try $0.hour(typeID: 1, Hour(index: 0)) }
            #expect(stored == nil)
        }
    }

    @Test("Publishing again makes the next revision and keeps the first one's record")
    func revisions() throws {
        try withMetastore { metastore, _ in
            let hour = Hour(index: 7), now = Timestamp(microseconds: 1)
            for (revision, reason) in [(1, "sealed"), (2, "wrong mapping")] {
                let number = try metastore.write {
                    try $0.publish(typeID: 1, hour: hour, rows: 3, reason: reason, evidence: "{}", at: now)
                }
                #expect(number == revision)
                let stored = try metastore.read { try $0.hour(typeID: 1, hour) }
                #expect(stored?.reason == reason)
            }
        }
    }

    @Test("What is written is there after opening again")
    func durable() throws {
        try withMetastore { metastore, path in
            try metastore.write { try $0.setDelivered(typeID: 3, through: 42, hour: Hour(index: 5)) }
            try metastore.close()
            let again = try Metastore(path: path)
            let positions = try again.read { try $0.deliveries() }.map(\.position)
            #expect(positions == [42])
            try again.close()
        }
    }

    @Test("A delivered position never goes back")
    func positions() throws {
        try withMetastore { metastore, _ in
            for position in [5, 9, 7] as [UInt64] {
                try metastore.write { try $0.setDelivered(typeID: 3, through: position, hour: Hour(index: 5)) }
            }
            let positions = try metastore.read { try $0.deliveries() }.map(\.position)
            #expect(positions == [9])
        }
    }

    @Test("A file that is no database is refused with its name")
    func garbage() throws {
        let path = FileManager.default.temporaryDirectory.path + "/basin-\(UUID().uuidString).sqlite"
        try Data(repeating: 0x42, count: 8192).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect { try Metastore(path: path) } throws: { ($0 as? BasinError)?.code == .damaged }
    }

    private func withMetastore(_ body: (Metastore, String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/basin-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let metastore = try Metastore(path: folder + "/metastore.sqlite")
        try body(metastore, folder + "/metastore.sqlite")
        try? metastore.close()
    }
}
