import Foundation

/// A driver in `Tests/Clients`, running.
final class DriverProcess {
    let client: RealClient
    let interceptor: Interceptor?
    private let child: ChildProcess
    private let name: String
    private let begin: String

    init(
        _ client: RealClient, _ scenario: ClientScenario, port: Int, interceptor: Interceptor?, key: String,
        in folder: TestFolder
    ) throws {
        guard let python = Surroundings.python else { throw DrillFailure(PythonOracle.absent) }
        self.client = client
        self.interceptor = interceptor
        name = folder.path + "/\(client.rawValue)"
        begin = folder.path + "/begin"
        let environment = Surroundings.environment.merging(["PYTHONDONTWRITEBYTECODE": "1"]) { $1 }
        child = try ChildProcess(
            python,
            [
                Surroundings.packageRoot + "/Tests/Clients/" + client.program,
                "http://127.0.0.1:\(interceptor?.port ?? port)", key, scenario.rawValue, String(scenario.count(client)),
                name + ".json", "--go", begin,
            ], environment: environment, output: name + ".out", errors: name + ".err")
    }

    private func text(_ suffix: String) -> String {
        (try? String(contentsOfFile: name + suffix, encoding: .utf8)) ?? ""
    }

    private var complaint: String { String(text(".err").suffix(1500)) }

    /// Waits until the client is set up; it sends nothing before `begin` exists.
    func waitUntilReady() throws {
        let isReady = try Waiting.until(seconds: 60) {
            if let code = child.exitCode() { throw DrillFailure("\(client) ended with \(code): \(complaint)") }
            return text(".out").hasPrefix("ready")
        }
        guard isReady else { throw DrillFailure("\(client) does not get ready") }
    }

    /// Waits until the server has all but the last byte of a request.
    func waitUntilHeld() throws {
        let isHeld = try Waiting.until(seconds: 15) {
            if let code = child.exitCode() {
                throw DrillFailure("\(client) ended with \(code) before the kill: \(complaint)")
            }
            return interceptor?.isHolding == true
        }
        guard isHeld else {
            throw DrillFailure("\(client) sent too few requests: \(interceptor?.exchanges.map(\.status) ?? [])")
        }
    }

    /// Waits until it has ended by itself.
    func finish() throws -> ClientEvidence {
        let code = child.wait(seconds: 75)
        guard let report = try? DriverReport(name + ".json") else {
            throw DrillFailure("\(client) ended with \(code ?? -1) and says nothing: \(complaint)")
        }
        return ClientEvidence(exitCode: code, report: report, exchanges: interceptor?.exchanges)
    }
}
