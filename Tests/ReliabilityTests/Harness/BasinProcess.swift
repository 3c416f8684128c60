import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// `basin up` on a folder of its own, started and killed at will; and the commands beside it.
final class BasinProcess: Sendable {
    static let token = "drill-admin-token-1234567890"

    let folder: TestFolder
    let project: String
    let data: String
    private let clockFile: String?
    /// Words before the program's own, which must become it: `sh -c 'ulimit …; exec "$0" "$@"'`.
    private let wrapper: [String]
    /// Words behind `basin up`'s own.
    private let options: [String]
    private let running = Mutex<(child: ChildProcess?, port: Int?, starts: Int, commands: Int)>((nil, nil, 0, 0))

    /// `movesClock`: the server's clock follows `setClock`.
    init(
        _ folder: TestFolder, project: String, data: String? = nil, movesClock: Bool = false, wrapper: [String] = [],
        options: [String] = []
    ) throws {
        self.folder = folder
        self.wrapper = wrapper
        self.options = options
        self.project = project
        self.data = data ?? folder.path + "/data"
        clockFile = movesClock ? try folder.write("clock", "0") : nil
    }

    var environment: [String: String] {
        var environment = Surroundings.environment.filter { !$0.key.hasPrefix("BASIN_") }
        environment["BASIN_ADMIN_TOKEN"] = Self.token
        environment["BASIN_TOKEN"] = Self.token
        environment["BASIN_CLOCK_FILE"] = clockFile
        return environment
    }

    /// Seconds that the server's clock is ahead, from now on.
    func setClock(_ seconds: Int) throws { try folder.write("clock", String(seconds)) }

    /// Where it listens, while it does.
    var port: Int {
        get throws {
            guard let port = running.withLock({ $0.port }) else { throw DrillFailure("the server is not running") }
            return port
        }
    }

    var knownPort: Int? { running.withLock { $0.port } }
    var child: ChildProcess? { running.withLock { $0.child } }
    var isRunning: Bool { child.map { $0.exitCode() == nil } ?? false }

    /// The outputs of every start so far.
    var logs: [String] { TestFolder.files(below: folder.path, suffix: ".log").filter { $0.contains("/up-") } }
    func errorText() -> String { text("err") }
    func outputText() -> String { text("out") }

    private func text(_ kind: String) -> String {
        let number = running.withLock { $0.starts }
        return (try? String(contentsOfFile: folder.path + "/up-\(number).\(kind).log", encoding: .utf8)) ?? ""
    }

    /// Begins a start without waiting for it.
    @discardableResult
    func launch() throws -> ChildProcess {
        let number = running.withLock { running in
            running.starts += 1
            running.port = nil
            return running.starts
        }
        let line = wrapper + [Surroundings.binary, "up", "--project", project, "--data", data, "--port", "0"] + options
        let child = try ChildProcess(
            line[0], Array(line.dropFirst()), environment: environment,
            output: folder.path + "/up-\(number).out.log", errors: folder.path + "/up-\(number).err.log")
        running.withLock { $0.child = child }
        return child
    }

    /// Starts it and waits until it takes events.
    func start(seconds: Double = 60) throws {
        let child = try launch()
        let isReady = try Waiting.until(seconds: seconds) {
            if let code = child.exitCode() {
                throw DrillFailure("basin up ended with \(code): \(errorText().suffix(2000))")
            }
            guard let port = announcedPort() else { return false }
            guard (try? HTTPExchange.send(port: port, "GET", "/readyz", seconds: 5).status) == 200 else { return false }
            running.withLock { $0.port = port }
            return true
        }
        guard isReady else { throw DrillFailure("basin up is not ready after \(seconds) s: \(errorText().suffix(2000))") }
    }

    private func announcedPort() -> Int? {
        let text = outputText()
        guard let at = text.range(of: "http://127.0.0.1:") else { return nil }
        let digits = text[at.upperBound...].prefix { $0.isNumber }
        // The digits are whole only when something follows them.
        return text[at.upperBound...].count > digits.count ? Int(digits) : nil
    }

    /// `kill -9`.
    func kill() {
        running.withLock { $0.port = nil }
        child?.kill()
    }

    /// A graceful stop; the exit code, or nil if it does not end.
    func stop(seconds: Double = 40) -> Int32? {
        let child = child
        child?.signal(SIGTERM)
        let code = child?.wait(seconds: seconds)
        running.withLock { $0.port = nil }
        return code
    }

    // MARK: Asking it

    func send(
        _ method: String, _ path: String, body: [UInt8] = [], headers: [String: String] = [:], seconds: Int = 60
    ) throws -> HTTPAnswer {
        do {
            return try HTTPExchange.send(
                port: try port, method, path, headers: ["Authorization": "Bearer \(Self.token)"].merging(headers) { $1 },
                body: body, seconds: seconds)
        } catch {
            // A server that went away by itself is the real news.
            if let death { throw DrillFailure("\(method) \(path): \(error); \(death)") }
            throw error
        }
    }

    /// How the server ended without being asked to, if it did. (A trap of Swift is 128 + 4 or 128 + 5.)
    var death: String? {
        guard knownPort != nil, let code = child?.exitCode() else { return nil }
        return "the server ended by itself with \(code): \(errorText().suffix(1500))"
    }

    func answer(_ method: String, _ path: String, body: [UInt8] = []) throws -> HTTPAnswer {
        let answer = try send(method, path, body: body, headers: ["Content-Type": "application/json"])
        guard answer.status / 100 == 2 else { throw DrillFailure("\(method) \(path): \(answer.status) \(answer.text)") }
        return answer
    }

    func makeKey(_ name: String = "drill") throws -> String {
        struct Created: Decodable { var key: String }
        return try answer("POST", "/api/v1/keys", body: Array(#"{"name":"\#(name)"}"#.utf8)).decoded(Created.self).key
    }

    /// The rows of a query as CSV cells, without the titles. No cell of the tests holds a comma or a quote.
    func query(_ sql: String) throws -> [[String]] {
        let answer = try queryAnswer(sql)
        guard answer.status == 200 else { throw DrillFailure("query: \(answer.status) \(answer.text)") }
        return answer.text.split(whereSeparator: \.isNewline).dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    func queryAnswer(_ sql: String) throws -> HTTPAnswer {
        let body = try JSONSerialization.data(withJSONObject: ["sql": sql, "format": "csv"])
        return try send(
            "POST", "/api/v1/query", body: Array(body), headers: ["Content-Type": "application/json"], seconds: 120)
    }

    func number(_ sql: String) throws -> Int {
        guard let text = try query(sql).first?.first, let number = Int(text) else {
            throw DrillFailure("the query gives no number")
        }
        return number
    }

    func hours(_ type: String) throws -> [HourState] { try answer("GET", "/api/v1/types/\(type)/hours").decoded() }

    func isAlive() -> Bool { (try? send("GET", "/healthz", seconds: 10).status) == 200 }

    // MARK: Commands

    /// Runs a command to its end. `--url` and the like are the caller's.
    func command(_ arguments: [String], folder place: String? = nil, seconds: Double = 180) throws
        -> (code: Int32, output: String, errors: String)
    {
        let number = running.withLock { running in
            running.commands += 1
            return running.commands
        }
        let name = folder.path + "/command-\(number)"
        let child = try ChildProcess(
            Surroundings.binary, arguments, environment: environment, output: name + ".out.log",
            errors: name + ".err.log", folder: place)
        guard let code = child.wait(seconds: seconds) else {
            throw DrillFailure("basin \(arguments.first ?? "") does not end")
        }
        let read = { (path: String) in (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }
        return (code, read(name + ".out.log"), read(name + ".err.log"))
    }

    var url: [String] { get throws { ["--url", "http://127.0.0.1:\(try port)"] } }
}
