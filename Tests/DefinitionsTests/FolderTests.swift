import BasinCore
import BasinDefinitions
import Foundation
import Testing

/// A folder of its own for one test.
final class TemporaryFolder {
    let path: String

    init() throws {
        path =
            FileManager.default.temporaryDirectory.appendingPathComponent("basin-definitions-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, to file: String) throws { try write(Data(text.utf8), to: file) }

    func write(_ data: Data, to file: String) throws {
        let url = URL(fileURLWithPath: path).appendingPathComponent(file)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url)
    }

    func link(_ file: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: path + "/" + file, withDestinationPath: target)
    }
}

struct FolderTests {
    @Test("the definitions of a folder are read, and nothing else of it")
    func files() throws {
        let folder = try TemporaryFolder()
        let definitions = [
            "teams.yaml": Sample.teams, "events/song_played.yaml": Sample.songPlayed, "events/deep/x.yaml": "a: 1",
            "datasets/x.sql": "SELECT 1", "stray.yml": "a: 1", "unknown/x.yaml": "a: 1",
        ]
        for (file, text) in definitions { try folder.write(text, to: file) }
        for file in [
            "README.md", ".hidden.yaml", ".git/x.yaml", "imports/x.yaml", "events/.x.yaml", "unknown/deep/x.yaml",
            "a.txt",
        ] {
            try folder.write("secret", to: file)
        }
        #expect(try Project.files(inFolder: folder.path) == definitions)
    }

    @Test("a project of a folder is read")
    func project() throws {
        let folder = try TemporaryFolder()
        try folder.write(Sample.teams, to: "teams.yaml")
        try folder.write(Sample.songPlayed, to: "events/song_played.yaml")
        let project = try Project.read(files: Project.files(inFolder: folder.path)).get()
        #expect(project.eventTypes.map(\.name) == ["song_played"])
    }

    @Test("a folder that is not there, or a file, is not found", arguments: ["/absent", "/teams.yaml"])
    func absent(path: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(Sample.teams, to: "teams.yaml")
        let error = #expect(throws: BasinError.self) { try Project.files(inFolder: folder.path + path) }
        #expect(error?.code == .notFound)
    }

    @Test(
        "a definition that is a symbolic link is refused, wherever it leads",
        arguments: ["teams.yaml", "events/x.yaml", "datasets/x.sql", "stray.yaml"])
    func link(file: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("owner: outside", to: "outside.txt")
        try folder.write("", to: "events/README.md")
        try folder.write("", to: "datasets/README.md")
        try folder.link(file, to: folder.path + "/outside.txt")
        let error = #expect(throws: BasinError.self) { try Project.files(inFolder: folder.path) }
        #expect(error?.code == .definition)
        #expect(error?.message.hasPrefix("\(file):1: ") == true)
    }

    @Test("a folder of definitions that is a symbolic link is refused; others are left alone")
    func linkedFolder() throws {
        let outside = try TemporaryFolder()
        try outside.write("owner: outside", to: "x.yaml")
        let folder = try TemporaryFolder()
        try folder.write(Sample.teams, to: "teams.yaml")
        try folder.link("elsewhere", to: outside.path)
        #expect(try Project.files(inFolder: folder.path).keys.sorted() == ["teams.yaml"])
        try folder.link("events", to: outside.path)
        #expect(throws: BasinError.self) { try Project.files(inFolder: folder.path) }
    }

    @Test("a project's folder may itself be reached through a link")
    func linkToProject() throws {
        let folder = try TemporaryFolder()
        try folder.write(Sample.teams, to: "project/teams.yaml")
        try folder.link("current", to: folder.path + "/project")
        #expect(try Project.files(inFolder: folder.path + "/current").count == 1)
    }

    @Test("a file that is too large and bytes that are no text are refused by name")
    func unreadable() throws {
        let large = try TemporaryFolder()
        try large.write(Data(repeating: 0x23, count: DefinitionLimits.fileBytes + 1), to: "events/large.yaml")
        let bytes = try TemporaryFolder()
        try bytes.write(Data([0x61, 0xFF, 0xFE]), to: "events/bytes.yaml")
        for (folder, file) in [(large, "events/large.yaml"), (bytes, "events/bytes.yaml")] {
            let error = #expect(throws: BasinError.self) { try Project.files(inFolder: folder.path) }
            #expect(error?.message.hasPrefix("\(file):1: ") == true)
        }
    }

    @Test("a file of exactly the largest size is read")
    func largest() throws {
        let folder = try TemporaryFolder()
        try folder.write(Data(repeating: 0x23, count: DefinitionLimits.fileBytes), to: "teams.yaml")
        #expect(try Project.files(inFolder: folder.path)["teams.yaml"]?.utf8.count == DefinitionLimits.fileBytes)
    }

    @Test("a pipe in the place of a definition does not hold the reader up", .timeLimit(.minutes(1)))
    func pipe() throws {
        let folder = try TemporaryFolder()
        try #require(mkfifo(folder.path + "/teams.yaml", 0o600) == 0)
        #expect(throws: BasinError.self) { try Project.files(inFolder: folder.path) }
    }
}
