import Foundation
import Testing

/// What `basin fsck` says.
struct FsckFinding: Decodable, Equatable {
    var severity: String
    var kind: String
    var place: String
    var message: String
    var remedy: String
    var isRepaired: Bool
}

/// A data folder with events of two types, of a sealed and an open hour, refused events and a pipeline's partition;
/// nobody owns it.
struct CareDrill {
    static let sent = 40
    let small: SmallProject
    var basin: BasinProcess { small.basin }
    var data: String { basin.data }

    /// - Parameter killed: ended by `kill -9`, with events that are in the log alone.
    init(_ name: String, killed: Bool = false) throws {
        small = try SmallProject(name)
        try Self.addPipeline(small)
        try small.post(0..<20)
        // So many that their identities are in a file.
        for start in stride(from: 0, to: 6000, by: 1000) {
            try small.post(start..<start + 1000, type: SmallProject.types[1])
        }
        _ = try small.send(
            #"{"specversion":"1.0","id":"bad","source":"/small","type":"first_type","data":{"n":"no number"}}"#)
        try basin.setClock(3700)
        guard try small.waitUntilSealed() else { throw DrillFailure("the hour is not sealed") }
        try Self.waitUntilPublished(basin)
        try small.post(20..<30)
        guard try small.numbers().count == 30 else { throw DrillFailure("not all is delivered") }
        if killed {
            try small.post(30..<40)
            basin.kill()
        } else {
            try small.post(30..<40)
            guard basin.stop() == 0 else { throw DrillFailure("the server does not stop") }
        }
    }

    func fsck(repair: Bool = false, _ more: [String] = []) throws -> (
        code: Int32, findings: [FsckFinding], errors: String
    ) {
        let words = ["fsck", "--data", data, "--format", "json"] + (repair ? ["--repair"] : []) + more
        let done = try basin.command(words)
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let findings = try? decoder.decode([FsckFinding].self, from: Data(done.output.utf8))
        return (done.code, findings ?? [], done.errors)
    }

    /// Kinds of what is found, notes left out.
    func kinds(repair: Bool = false) throws -> [String] {
        try fsck(repair: repair).findings.filter { $0.severity != "note" }.map(\.kind)
    }

    func files(_ folder: String, suffix: String = ".parquet") -> [String] {
        TestFolder.files(below: data + "/" + folder, suffix: suffix)
    }

    /// The only file of the sealed hour of the first type.
    func sealedFile() throws -> String {
        try #require(files("warehouse/basin/first_type").first)
    }

    /// Files of the first type's open hour.
    func openFiles() throws -> [String] {
        let sealed = try sealedFile()
        return files("warehouse/basin/first_type").filter { $0 != sealed }
    }

    /// Changes a database as nobody should.
    func edit(_ database: String, _ sql: String) throws {
        let script = """
            import sqlite3, sys
            c = sqlite3.connect(sys.argv[1])
            c.execute("PRAGMA ignore_check_constraints = ON")
            c.execute("PRAGMA foreign_keys = OFF")
            c.executescript(sys.argv[2])
            c.commit()
            """
        let done = try ChildProcess(
            "/usr/bin/env", ["python3", "-c", script, data + "/" + database, sql],
            environment: Surroundings.environment,
            output: basin.folder.path + "/edit.out", errors: basin.folder.path + "/edit.err")
        guard done.wait(seconds: 30) == 0 else {
            throw DrillFailure((try? String(contentsOfFile: basin.folder.path + "/edit.err", encoding: .utf8)) ?? "")
        }
    }

    static func change(_ path: String, _ change: (inout Data) -> Void) throws {
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        change(&bytes)
        try bytes.write(to: URL(fileURLWithPath: path))
    }
}
