import BasinCore
import BasinWarehouse
import Foundation
import Testing

@Suite("Durable files")
struct DurableFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("a file reads back as written, whatever its size", arguments: [0, 1, 4096, 3_000_001])
    func roundTrip(_ size: Int) throws {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let path = folder.path + "/file"
        try DurableFile.write(bytes, to: path)
        #expect(try DurableFile.read(path, limit: size) == bytes)
    }

    @Test("writing replaces a file and leaves nothing else behind")
    func replace() throws {
        let path = folder.path + "/file"
        try DurableFile.write([1, 2, 3], to: path)
        try DurableFile.write([4], to: path, syncingFolder: false)
        try DurableFile.syncFolder(folder.path)
        #expect(try folder.bytes(path) == [4])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["file"])
    }

    @Test("a reader never sees half a file while others replace it")
    func concurrent() async throws {
        let path = folder.path + "/file"
        try DurableFile.write([UInt8](repeating: 0, count: 10_000), to: path)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 1...4 {
                group.addTask {
                    for _ in 0..<20 {
                        try DurableFile.write([UInt8](repeating: UInt8(writer), count: 10_000), to: path)
                    }
                }
            }
            group.addTask {
                for _ in 0..<200 {
                    let bytes = try DurableFile.read(path, limit: 10_000)
                    #expect(bytes.count == 10_000 && Set(bytes).count == 1)
                }
            }
            try await group.waitForAll()
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["file"])
    }

    @Test("a file for its owner only is for its owner only")
    func permissions() throws {
        let path = folder.path + "/secret"
        try DurableFile.write([1], to: path, permissions: DurableFile.ownerOnly)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("what cannot be written or read is refused with a code")
    func refusals() throws {
        let missing = folder.path + "/no/file"
        #expect(throws: BasinError.self) { try DurableFile.write([1], to: missing) }
        #expect(code { try DurableFile.write([1], to: missing) } == .notFound)
        #expect(code { _ = try DurableFile.read(missing, limit: 10) } == .notFound)
        #expect(code { try DurableFile.syncFolder(missing) } == .notFound)
        #expect(code { _ = try DurableFile.read(folder.path, limit: 10) } == .damaged)
        try DurableFile.write([1, 2, 3], to: folder.path + "/file")
        #expect(code { _ = try DurableFile.read(folder.path + "/file", limit: 2) } == .damaged)
        #expect(code { try DurableFile.createFolder(folder.path + "/file") } == .system)
        // The name is taken by a folder: the write fails and leaves nothing.
        try DurableFile.createFolder(folder.path + "/taken/inner")
        #expect(code { try DurableFile.write([1], to: folder.path + "/taken") } == .system)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["file", "taken"])
    }

    @Test("folders are made with those above them, and again without harm")
    func folders() throws {
        let path = folder.path + "/a/b/c"
        try DurableFile.createFolder(path)
        try DurableFile.createFolder(path)
        try DurableFile.write([1], to: path + "/file")
    }
}

/// The code of the error that the work throws; nil when it throws none, or another kind.
func code(_ work: () throws -> Void) -> BasinError.Code? {
    do {
        try work()
        return nil
    } catch {
        return (error as? BasinError)?.code
    }
}
