import BasinCore
import BasinKeys
import BasinMetastore
import Foundation
import Testing

@Suite("The key database")
struct KeyDatabaseTests {
    @Test("is refused when a newer Basin wrote it")
    func newer() throws {
        let folder = try KeyFolder()
        try folder.open().close()
        // The name of the last migration, in the table and in its index, becomes one that nobody knows.
        var file = try Data(contentsOf: URL(fileURLWithPath: folder.database))
        var patched = 0
        while let range = file.range(of: Data("0002-queries".utf8)) {
            file.replaceSubrange(range, with: Data("9999-queries".utf8))
            patched += 1
        }
        #expect(patched > 0)
        try file.write(to: URL(fileURLWithPath: folder.database))
        #expect(code { try folder.open() } == .conflict)
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.database)) == file)
    }

    @Test("is refused when it is no database")
    func garbage() throws {
        let folder = try KeyFolder()
        try folder.write(String(repeating: "not a database ", count: 1000), to: folder.database)
        #expect(code { try folder.open(environment: ["BASIN_MASTER_KEY": MasterKeyTests.hexKey]) } == .damaged)
    }

    @Test("is refused when its secrets are gone and its keys are not")
    func lostSecrets() throws {
        let folder = try KeyFolder()
        let master = MasterKey(try .random())
        let database = try KeyDatabase(path: folder.database)
        try database.insertSegmentKey(1, wrapped: [1, 2, 3])
        #expect(code { try KeyStore(database, master: master) } == .damaged)
    }

    @Test("gives an error, not a crash, when its folder is missing or it was closed")
    func unusable() throws {
        let folder = try KeyFolder()
        #expect(code { try KeyDatabase(path: folder.path + "/none/keys.sqlite") } == .system)
        let store = try folder.open()
        try store.close()
        #expect(code { try store.segmentsWithKeys() } != nil)
    }

    @Test("makes its secrets once, whoever comes first")
    func secretsOnce() throws {
        let folder = try KeyFolder()
        let database = try KeyDatabase(path: folder.database)
        #expect(try database.storeFirstSecrets(["a": [1]]))
        #expect(try !database.storeFirstSecrets(["a": [2]]))
        #expect(try database.secrets() == ["a": [1]])
    }
}
