import Foundation

/// Programs in `Tests/Oracles`: other people's readers.
enum PythonOracle {
    struct Counts: Decodable {
        var pyiceberg: Int?
        var duckdb: Int?
        var hours: Int?
        var pyicebergMatching: Int?
        var duckdbMatching: Int?
        var error: String?
    }

    static var isHere: Bool { Surroundings.python != nil }
    static let absent = "no Python with the oracles' packages; make test installs it"

    /// Runs a program, or with `code` a few lines.
    static func run(_ program: String? = nil, code: String? = nil, _ arguments: [String], in folder: TestFolder) throws
        -> (code: Int32, output: String, errors: String)
    {
        guard let python = Surroundings.python else { throw DrillFailure(absent) }
        let name = folder.path + "/oracle-\(UUID().uuidString.prefix(8))"
        let script = program.map { [Surroundings.packageRoot + "/Tests/Oracles/" + $0] } ?? ["-c", code ?? ""]
        let child = try ChildProcess(
            python, script + arguments, environment: Surroundings.environment, output: name + ".out",
            errors: name + ".err")
        guard let code = child.wait(seconds: 300) else { throw DrillFailure("the oracle \(program ?? "") does not end") }
        let read = { (path: String) in (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }
        return (code, read(name + ".out"), read(name + ".err"))
    }

    /// What PyIceberg and DuckDB see of a dataset through the server.
    static func counts(_ basin: BasinProcess, _ dataset: String, filter: String? = nil) throws -> Counts {
        let arguments = ["http://127.0.0.1:\(try basin.port)", BasinProcess.token, dataset]
        let done = try run("iceberg_rest_count.py", arguments + (filter.map { ["--filter", $0] } ?? []), in: basin.folder)
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard let line = done.output.split(separator: "\n").last else {
            throw DrillFailure("the oracle says nothing: \(done.errors.suffix(800))")
        }
        return try decoder.decode(Counts.self, from: Data(line.utf8))
    }
}
