import Foundation
import Testing

/// Tests that run the program as a process: each has servers, ports and folders of its own, looks at its own processes only,
/// and asserts nothing that is late when the machine is busy. So `scripts/test` runs several suites beside each other, each in
/// a process of its own; within one, tests run one after another.
@Suite(.serialized, .timeLimit(.minutes(240)))
enum Reliability {
    /// Those that take every core, or all memory, or say how many seconds something may take: when the others are done.
    @Suite enum Alone {}
}

/// What the environment decides.
enum Surroundings {
    static let environment = ProcessInfo.processInfo.environment

    /// The folder of the package.
    static let packageRoot: String = {
        var url = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url.path
    }()

    /// The program under test: `BASIN_BINARY`, else beside the tests, else the package's release build.
    static let binary: String = {
        if let given = environment["BASIN_BINARY"], !given.isEmpty { return given }
        let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/basin"
        if FileManager.default.isExecutableFile(atPath: beside) { return beside }
        return packageRoot + "/.build/release/basin"
    }()

    static let seed: UInt64 = environment["BASIN_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 1..<1_000_000)
    static let kills = environment["BASIN_KILLS"].flatMap { Int($0) } ?? 54
    static let pipelineKills = environment["BASIN_PIPELINE_KILLS"].flatMap { Int($0) } ?? 12
    /// A failed drill's folder stays for a look at it.
    static let keepsFolders = environment["BASIN_KEEP"] != nil

    static let example = packageRoot + "/examples/streaming"
    static let streamingLog = URL(fileURLWithPath: packageRoot).deletingLastPathComponent().path
        + "/shared/data/streaming-log-2018-11.ndjson.gz"

    /// The Python with the oracles' packages, or nil.
    static let python: String? = {
        let path = environment["BASIN_TEST_PYTHON"] ?? packageRoot + "/.venv/bin/python"
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }()
}
