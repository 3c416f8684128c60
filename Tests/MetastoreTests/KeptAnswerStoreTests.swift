import BasinCore
import BasinMetastore
import Foundation
import Testing

@Suite struct KeptAnswerStoreTests {
    private static let name = [UInt8](repeating: 7, count: 32)
    private static let now = Timestamp(microseconds: 1_541_030_400_000_000)

    @Test("a metastore of before keeps answers from then on; what was begun, answered and forgotten is told apart")
    func migrates() throws {
        let path = FileManager.default.temporaryDirectory.path + "/basin-\(UUID().uuidString).sqlite"
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        let old = try Metastore(path: path, through: "0006-ControlAccess")
        try old.write { try $0.add(Account(name: "anna", kind: .person, roles: [.viewer], teams: [], createdAt: Self.now)) }
        try old.close()

        let metastore = try Metastore(path: path)
        #expect(try metastore.read { try $0.accounts().map(\.name) } == ["anna"])
        let early = Self.now + .seconds(-60)
        func known(_ account: String = "anna") throws -> KeptAnswer?? {
            try metastore.read { try $0.keptAnswer(account: account, name: Self.name, since: early) }
        }
        #expect(try known() == nil)
        try metastore.write { try $0.beginAnswer(account: "anna", name: Self.name, at: Self.now, since: early, most: 10) }
        #expect(try known() == .some(.none))
        #expect(try known("otto") == nil)
        // The same cannot begin twice.
        #expect(throws: (any Error).self) {
            try metastore.write { try $0.beginAnswer(account: "anna", name: Self.name, at: Self.now, since: early, most: 10) }
        }
        let answer = KeptAnswer(
            fingerprint: [1, 2], status: 201, headers: ["content-type": "application/json"], body: Array("{}".utf8))
        try metastore.write { try $0.keep(answer, account: "anna", name: Self.name, mostBytes: 100) }
        #expect(try known() == .some(answer))
        try metastore.write { try $0.forgetAnswer(account: "anna", name: Self.name) }
        #expect(try known() == nil)

        // The oldest go first: requests beyond the most, and bodies beyond the bytes.
        for number in 0..<5 {
            try metastore.write {
                try $0.beginAnswer(account: "anna", name: [UInt8(number)], at: Self.now, since: early, most: 4)
                try $0.keep(answer, account: "anna", name: [UInt8(number)], mostBytes: 4)
            }
        }
        let kept = try metastore.read { snapshot in
            try (0..<5).map { try snapshot.keptAnswer(account: "anna", name: [UInt8($0)], since: early) }
        }
        #expect(kept[0] == nil)
        #expect(kept[1...].map { $0??.absence } == [.room, .room, nil, nil])
        try metastore.write { try $0.forgetAnswers(before: Self.now) }
        #expect(try metastore.read { try $0.keptAnswer(account: "anna", name: [4], since: early) } == nil)
        try metastore.close()
    }
}
