import BasinEvents
import Foundation
import Testing

@Suite struct FolderTests {
    @Test("A second Basin on a folder is refused with a reason, and may have it after the first")
    func lock() async throws {
        let world = try World()
        let error = #expect(throws: BasinEventsError.self) { try world.make() }
        #expect(error?.code == .folderInUse && error?.message.contains(world.folder.path) == true)
        await world.basin.close(within: .zero)
        let second = try world.make()
        #expect(second.installationID == world.basin.installationID)
        await second.close(within: .zero)
    }

    @Test(
        "What cannot work is refused before anything is made",
        arguments: [
            ("ftp://example.com", "key", "app"), ("http:", "key", "app"), ("https://example.com", "", "app"),
            ("https://example.com", "two lines", "app"), ("https://example.com", "key", ""),
            ("https://example.com", "key", String(repeating: "x", count: 901)),
        ])
    func configuration(server: String, key: String, source: String) throws {
        let folder = try TestFolder()
        let url = try #require(URL(string: server))
        let error = #expect(throws: BasinEventsError.self) {
            try Basin(
                configuration: .init(
                    server: url, writeKey: key, folder: folder.url.appendingPathComponent("queue"), source: source))
        }
        #expect(error?.code == .configuration)
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/queue"))
    }

    @Test("A folder that cannot be made is an error of storage")
    func noFolder() throws {
        let folder = try TestFolder()
        try Data().write(to: folder.url.appendingPathComponent("file"))
        let url = try #require(URL(string: "https://example.com"))
        let error = #expect(throws: BasinEventsError.self) {
            try Basin(
                configuration: .init(
                    server: url, writeKey: "k", folder: folder.url.appendingPathComponent("file/queue"), source: "a"))
        }
        #expect(error?.code == .storage)
    }

    @Test("Wherever the writing of a small file is cut, it reads as before, as after, or as absent")
    func smallFile() throws {
        let folder = try TestFolder()
        let path = folder.path + "/small"
        let old = Array("old content".utf8)
        let new = Array("the new content".utf8)
        try SmallFile(path).write(new)
        let whole = try #require(FileManager.default.contents(atPath: path))
        for count in 0...whole.count {
            try? FileManager.default.removeItem(atPath: path)
            let file = try SmallFile(path)
            #expect(try file.read() == nil)
            try file.write(old)
            try OpenFile(path, .update).write(Array(whole.prefix(count)), at: 0)
            let read = try file.read()
            #expect(read == old || read == new || read == nil)
        }
        #expect(try SmallFile(path).read() == new)
    }
}
