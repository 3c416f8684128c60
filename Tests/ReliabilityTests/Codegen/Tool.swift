import Foundation

/// Compilers and interpreters of the languages that code is generated in.
enum Tool {
    struct Result {
        var code: Int32
        var output: String
        var errors: String
        /// Where compilers differ in which of the two they use.
        var text: String { output + errors }
    }

    /// A program on the PATH.
    static func path(_ name: String) -> String? {
        (Surroundings.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    static func run(
        _ program: String, _ arguments: [String], in folder: TestFolder, at place: String? = nil, seconds: Double = 300
    ) throws -> Result {
        let name = folder.path + "/tool-\(UUID().uuidString.prefix(8))"
        let child = try ChildProcess(
            program, arguments, environment: Surroundings.environment, output: name + ".out", errors: name + ".err",
            folder: place)
        guard let code = child.wait(seconds: seconds) else {
            throw DrillFailure("\(program) does not end within \(seconds) s")
        }
        let read = { (path: String) in (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }
        return Result(code: code, output: read(name + ".out"), errors: read(name + ".err"))
    }

    /// Node.js 20 or newer, which has `fetch` and `crypto`.
    static let node: String? = {
        guard let path = path("node"), let folder = try? TestFolder("node"),
            let version = try? run(path, ["--version"], in: folder).output,
            let major = version.dropFirst().split(separator: ".").first.flatMap({ Int($0) }), major >= 20
        else { return nil }
        return path
    }()

    static let typeScript = path("tsc")
    static let swift = path("swift")
    /// The Swift package that generated code is for.
    static let swiftPackage: String? = {
        let folder = Surroundings.packageRoot + "/sdk/swift"
        return FileManager.default.fileExists(atPath: folder + "/Package.swift") ? folder : nil
    }()
}
