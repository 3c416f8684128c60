import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Files of numbered records that are imported while the server is killed: each as often as it takes.
final class DrillImports {
    static let type = "archive"
    static let fileCount = 4
    static let recordsPerFile = 3000

    private let folder: TestFolder
    private var begun = 0
    /// Files of which an import ended well.
    private(set) var done: Set<Int> = []
    private(set) var started: Set<Int> = []

    init(_ folder: TestFolder) throws {
        self.folder = folder
        for file in 0..<Self.fileCount {
            let lines = Self.numbers(file).map { number in
                // 2024-03-01 on; about a hundred hours a file, and files share hours.
                let time = 1_709_251_200_000 + (number % Self.recordsPerFile) * 120_000
                return """
                    {"ts":\(time),"n":\(number),"user":"\(DrillBatch.Event.user(number))","name":"Name \(number)",\
                    "payload":"\(DrillBatch.Event.payload(number))"}
                    """
            }
            try folder.write("records-\(file).ndjson", lines.joined(separator: "\n") + "\n")
        }
    }

    static func numbers(_ file: Int) -> Range<Int> { file * recordsPerFile..<(file + 1) * recordsPerFile }

    struct Running {
        var file: Int
        var child: ChildProcess
    }

    func arguments(_ file: Int) -> [String] {
        var arguments = ["import", folder.path + "/records-\(file).ndjson", "--type", Self.type, "--time-field", "ts"]
        if file == 0 { arguments += ["--from", "2024-03-01", "--to", "2024-03-06"] }
        return arguments + ["--reason", "drill \(file)"]
    }

    func begin(_ basin: BasinProcess, using random: inout SeededGenerator) throws -> Running {
        let file = Int.random(in: 0..<Self.fileCount, using: &random)
        begun += 1
        started.insert(file)
        let name = folder.path + "/import-\(begun)"
        let child = try ChildProcess(
            Surroundings.binary, arguments(file) + basin.url, environment: basin.environment, output: name + ".out",
            errors: name + ".err")
        return Running(file: file, child: child)
    }

    /// The server is gone: the import fails, unless it was done before.
    func ended(_ running: Running) {
        let code = running.child.wait(seconds: 60)
        running.child.kill()
        if code == 0 { done.insert(running.file) }
    }

    /// Imports every file until it is in; whatever was killed, nothing may be in twice.
    func finish(_ basin: BasinProcess) throws {
        for file in 0..<Self.fileCount {
            let result = try basin.command(arguments(file) + basin.url)
            guard result.code == 0 else { throw DrillFailure("import \(file): \(result.errors)") }
            done.insert(file)
            started.insert(file)
        }
    }
}
