import BasinAPI
import BasinCore
import BasinServer
import BasinWire
import Foundation
import Testing

struct DataFolderTests {
    @Test("Without its metastore a folder with data is refused, and nothing in it is touched")
    func missingMetastore() async throws {
        let folder = try ServerFolder()
        try await fill(folder)
        for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: folder.data + "/metastore.sqlite" + ending) }
        let before = try FileManager.default.subpathsOfDirectory(atPath: folder.data).sorted()
        await #expect { _ = try await folder.open() } throws: { ($0 as? BasinError)?.code == .damaged }
        #expect(try FileManager.default.subpathsOfDirectory(atPath: folder.data).sorted() == before)
    }

    /// The folder is free again when this returns.
    private func fill(_ folder: ServerFolder) async throws {
        let platform = try await folder.open()
        _ = try await platform.services.apply(DefinitionFiles(files: ServerFolder.project), Principal(name: "test"), .none)
        _ = try await ServerFolder.importing(#"{"ts":1541253906000,"song":"One"}"#, into: platform.services)
        await platform.close()
    }

    @Test("A start that was cut short before there was a metastore is no damage")
    func cutShort() async throws {
        let folder = try ServerFolder()
        try FileManager.default.createDirectory(atPath: folder.data, withIntermediateDirectories: true)
        for name in ["lock", "metastore.sqlite"] { try Data().write(to: URL(fileURLWithPath: folder.data + "/" + name)) }
        await (try await folder.open()).close()
    }

    @Test("A file where the folder should be is an error that says so")
    func file() async throws {
        let folder = try ServerFolder()
        try Data("x".utf8).write(to: URL(fileURLWithPath: folder.data))
        await #expect { _ = try await folder.open() } throws: { ($0 as? BasinError)?.message.contains(folder.data) == true }
    }

    @Test("A data file that is gone is named by its dataset, without a path of the server")
    func missingFile() async throws {
        let folder = try ServerFolder()
        let platform = try await folder.open()
        _ = try await platform.services.apply(DefinitionFiles(files: ServerFolder.project), Principal(name: "test"), .none)
        _ = try await ServerFolder.importing(#"{"ts":1541253906000,"song":"One"}"#, into: platform.services)
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder.data + "/warehouse") where name.hasSuffix(".parquet") {
            try FileManager.default.removeItem(atPath: folder.data + "/warehouse/" + name)
        }
        await #expect {
            _ = try await ServerFolder.query("SELECT count(*) FROM song_played", platform.services)
        } throws: { error in
            guard let error = error as? BasinError else { return false }
            return error.code == .damaged && error.message.contains("song_played") && !error.message.contains(folder.path)
        }
        await platform.close()
    }
}
