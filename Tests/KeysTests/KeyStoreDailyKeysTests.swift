import BasinCore
import BasinKeys
import BasinMetastore
import Foundation
import Testing

@Suite("Daily keys")
struct KeyStoreDailyKeysTests {
    func day(_ day: Int) -> CivilDate { CivilDate(year: 2018, month: 11, day: day) }

    @Test("are one per type, day and purpose, the same after a restart")
    func identity() throws {
        let folder = try KeyFolder()
        var store = try folder.open()
        func all() throws -> [UInt64] {
            try [1, .max].flatMap { (type: UInt32) in
                try [3, 4].flatMap { number in
                    try DailyKeyPurpose.allCases.map {
                        try store.dailyKey(typeID: type, day: day(number), purpose: $0).id
                    }
                }
            }
        }
        let first = try all()
        #expect(Set(first).count == 4 * DailyKeyPurpose.allCases.count)
        #expect(try all() == first)
        try store.close()
        store = try folder.open()
        #expect(try all() == first)
    }

    @Test("are destroyed by purpose and day, in memory and in every file, and ids are never given again")
    func destroyed() throws {
        let folder = try KeyFolder()
        let database = try KeyDatabase(path: folder.database)
        let store = try KeyStore(database, master: MasterKey(.random()))
        let old = try store.dailyKey(typeID: 1, day: day(3), purpose: .quarantine)
        let kept = try [
            store.dailyKey(typeID: 1, day: day(4), purpose: .quarantine),
            store.dailyKey(typeID: 1, day: day(3), purpose: .events),
        ]
        _ = try store.key(id: old.id)
        guard case .daily(let wrapped) = try database.valueKey(old.id) else {
            Issue.record("the daily key is not in the database")
            return
        }
        #expect(try folder.everyByte().range(of: Data(wrapped)) != nil)
        for _ in 0..<2 { try store.destroyDailyKeys(purpose: .quarantine, before: day(4)) }
        #expect(try folder.everyByte().range(of: Data(wrapped)) == nil)
        #expect(code { try store.key(id: old.id) } == .notFound)
        for key in kept { #expect(try store.key(id: key.id).id == key.id) }
        let next = try store.dailyKey(typeID: 1, day: day(3), purpose: .quarantine)
        #expect(next.id != old.id)
        #expect(next.secret.withBytes { Array($0) } != old.secret.withBytes { Array($0) })
    }

    @Test("that never were are not found", arguments: [0, 1, 4711, UInt64.max, 1 << 63])
    func unknown(_ id: UInt64) throws {
        let store = try KeyFolderStore()
        #expect(code { try store.store.key(id: id) } == .notFound)
    }
}
