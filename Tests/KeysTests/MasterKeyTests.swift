import BasinCore
import BasinKeys
import BasinMetastore
import Foundation
import Testing

@Suite("The master key")
struct MasterKeyTests {
    static let hexKey = String(repeating: "0123456789abcdef", count: 4)
    static var base64Key: String { Data(hex(hexKey)).base64EncodedString() }

    @Test("is made once, beside the data folder, for the owner only")
    func made() throws {
        let folder = try KeyFolder()
        try folder.open().close()
        let first = try Data(contentsOf: URL(fileURLWithPath: folder.keyFile))
        let mode = try FileManager.default.attributesOfItem(atPath: folder.keyFile)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let databaseMode = try FileManager.default.attributesOfItem(atPath: folder.database)[.posixPermissions] as? Int
        #expect(databaseMode == 0o600)
        try folder.open().close()
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.keyFile)) == first)
    }

    @Test("is never made again when keys exist")
    func missing() throws {
        let folder = try KeyFolder()
        try folder.open().close()
        try FileManager.default.removeItem(atPath: folder.keyFile)
        #expect(code { try folder.open() } == .notFound)
        #expect(!FileManager.default.fileExists(atPath: folder.keyFile))
        try folder.write("", to: folder.keyFile)
        #expect(code { try folder.open() } == .invalid)
    }

    @Test("is made in place of the empty file that a crash left, when nothing was sealed yet")
    func emptyFile() throws {
        let folder = try KeyFolder()
        try folder.write("", to: folder.keyFile)
        try folder.open().close()
        try folder.open().close()
    }

    @Test("is the same from the environment and from a file, in both spellings")
    func places() throws {
        let folder = try KeyFolder()
        let store = try folder.open(environment: ["BASIN_MASTER_KEY": Self.hexKey])
        let made = try store.subjects(for: [Array("53".utf8)])[0]
        try store.close()
        #expect(!FileManager.default.fileExists(atPath: folder.keyFile))
        let file = folder.path + "/named"
        for text in [Self.hexKey, Self.hexKey.uppercased() + "\n", Self.base64Key, " \(Self.base64Key)\r\n"] {
            try folder.write(text, to: file)
            for store in [
                try folder.open(file: file),
                try folder.open(environment: ["BASIN_MASTER_KEY": text]),
                // The named file comes first.
                try folder.open(environment: ["BASIN_MASTER_KEY": "nonsense"], file: file),
            ] {
                #expect(try store.pseudonym(of: "53") == made.pseudonym.description)
                try store.close()
            }
        }
    }

    @Test("is refused when it is not the one the keys were wrapped with, and changes nothing")
    func wrong() throws {
        let folder = try KeyFolder()
        try folder.open(environment: ["BASIN_MASTER_KEY": Self.hexKey]).close()
        let other = String(repeating: "f", count: 64)
        #expect(code { try folder.open(environment: ["BASIN_MASTER_KEY": other]) } == .invalid)
        try folder.open(environment: ["BASIN_MASTER_KEY": Self.hexKey]).close()
    }

    @Test("is refused when others may read or change its file", arguments: [0o640, 0o604, 0o620, 0o602, 0o644, 0o610])
    func exposed(_ mode: Int) throws {
        let folder = try KeyFolder()
        try folder.write(Self.hexKey, to: folder.keyFile, mode: mode)
        #expect(code { try folder.open() } == .forbidden)
        #expect(code { try folder.open(file: folder.keyFile) } == .forbidden)
    }

    @Test("is refused when it is no key", arguments: [
        "", " ", "secret", String(repeating: "0", count: 63), String(repeating: "0", count: 65),
        String(repeating: "g", count: 64), String(repeating: "A", count: 5000), "AAAA",
    ])
    func nonsense(_ text: String) throws {
        let folder = try KeyFolder()
        #expect(code { try folder.open(environment: ["BASIN_MASTER_KEY": text]) } == .invalid)
        let file = folder.path + "/named"
        try folder.write(text, to: file)
        #expect(code { try folder.open(file: file) } == .invalid)
        #expect(!FileManager.default.fileExists(atPath: folder.database))
    }

    @Test("is not quoted in an error")
    func unquoted() throws {
        let folder = try KeyFolder()
        do {
            _ = try folder.open(environment: ["BASIN_MASTER_KEY": "hunter2"])
            Issue.record("opened")
        } catch { #expect(!"\(error)".contains("hunter2")) }
    }

    @Test("must be where it is said to be, in a regular file")
    func named() throws {
        let folder = try KeyFolder()
        #expect(code { try folder.open(file: folder.path + "/none") } == .notFound)
        #expect(code { try folder.open(file: folder.path) } == .invalid)
    }

    @Test("lies beside the data folder however that is written", arguments: [
        ("/a/b", "/a/b.key"), ("/a/b/", "/a/b.key"), ("/a/b//", "/a/b.key"), (".basin", ".basin.key"),
        ("./.basin/", "./.basin.key"),
    ])
    func beside(_ folder: String, _ path: String) throws {
        #expect(try MasterKey.defaultPath(dataFolder: folder) == path)
    }

    @Test("has a place even when the data folder is written with dots, and none beside the root")
    func dots() throws {
        let here = FileManager.default.currentDirectoryPath
        let name = URL(fileURLWithPath: here).lastPathComponent
        #expect(try MasterKey.defaultPath(dataFolder: ".").hasSuffix("/" + name + ".key"))
        #expect(try !MasterKey.defaultPath(dataFolder: "./..").contains(".."))
        #expect(code { try MasterKey.defaultPath(dataFolder: "/") } == .invalid)
    }
}
