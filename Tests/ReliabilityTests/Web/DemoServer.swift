import Foundation

/// `basin up --demo` as a newcomer starts it: with the example project, a month of made-up history, and a token that the
/// program makes and prints in its link.
final class DemoServer {
    let folder: TestFolder
    /// `http://127.0.0.1:PORT/login?token=…`.
    let link: String
    private let child: ChildProcess

    init(_ name: String) throws {
        folder = try TestFolder(name)
        let output = folder.path + "/demo.out"
        let errors = folder.path + "/demo.err"
        let environment = Surroundings.environment.filter { !$0.key.hasPrefix("BASIN_") }
        let child = try ChildProcess(
            Surroundings.binary, ["up", "--demo", "--data", folder.path + "/data", "--port", "0"], environment: environment,
            output: output, errors: errors, folder: Surroundings.packageRoot)
        self.child = child
        var found: String?
        let isUp = try Waiting.until(seconds: 240) {
            if let code = child.exitCode() {
                throw DrillFailure("basin up --demo ended with \(code): \((try? String(contentsOfFile: errors, encoding: .utf8)) ?? "")")
            }
            let text = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
            found = text.split(whereSeparator: \.isWhitespace).first { $0.contains("/login?token=") && $0.hasPrefix("http") }.map(String.init)
            return found != nil
        }
        guard isUp, let found else { throw DrillFailure("basin up --demo printed no link in 240 s") }
        link = found
    }

    deinit { child.kill() }

    var url: String { String(link.prefix { $0 != "?" }.dropLast("/login".count)) }
    var token: String { link.components(separatedBy: "token=")[1] }

    /// Runs a program of `Tests/Browser` to its end.
    func browse(_ program: String, _ arguments: [String], seconds: Double) throws -> (code: Int32, said: String) {
        guard let python = Surroundings.python else { throw DrillFailure(PythonOracle.absent) }
        let output = folder.path + "/\(program).out", errors = folder.path + "/\(program).err"
        let child = try ChildProcess(
            python, [Surroundings.packageRoot + "/Tests/Browser/" + program] + arguments, environment: Surroundings.environment,
            output: output, errors: errors, folder: folder.path)
        let code = child.wait(seconds: seconds)
        if code == nil { child.kill() }
        let read = { (path: String) in (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }
        return (code ?? -1, read(output) + read(errors))
    }
}
