import Foundation

/// A collector of spans beside the server (`otlp_collector.py`): it reads them with the official messages, and does
/// what a test wants with the next request.
final class SpanCollector {
    let folder: TestFolder
    let port: Int
    private let child: ChildProcess

    /// `port` 0: any that is free.
    init(_ folder: TestFolder, port: Int = 0, mode: String = "ok") throws {
        guard let python = Surroundings.python else { throw DrillFailure(PythonOracle.absent) }
        self.folder = folder
        try folder.write("collector/mode", mode)
        let output = folder.path + "/collector/out"
        child = try ChildProcess(
            python,
            [Surroundings.packageRoot + "/Tests/Oracles/otlp_collector.py", folder.path + "/collector", "--port", "\(port)"],
            environment: Surroundings.environment, output: output, errors: folder.path + "/collector/err")
        let known = try Waiting.value(seconds: 30) { [child] () throws -> Int? in
            if child.exitCode() != nil { throw DrillFailure("the collector does not start") }
            let text = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
            return text.hasSuffix("\n") ? Int(text.dropLast()) : nil
        }
        guard let known else { throw DrillFailure("the collector names no port") }
        self.port = known
    }

    /// What it does with requests from now on.
    func set(_ mode: String) throws { try folder.write("collector/mode", mode) }

    func stop() { child.kill() }

    struct Request: Decodable {
        var status: Int
        var mode: String
        var spans: Int
        var why: String
        var at: Double
        var headers: [String: String]
    }

    /// Every request so far, whatever it answered.
    func requests() throws -> [Request] { try lines("requests.jsonl") }

    /// Every span that it took.
    func spans() throws -> [ExportedSpan] { try lines("spans.jsonl") }

    /// Every body as it came, one after another.
    func bodies() -> String {
        String(decoding: (try? Data(contentsOf: URL(fileURLWithPath: folder.path + "/collector/bodies"))) ?? Data(), as: UTF8.self)
    }

    /// The first span that is meant, as soon as it is there.
    func span(_ what: String, seconds: Double = 30, _ isMeant: (ExportedSpan) -> Bool) throws -> ExportedSpan {
        if let span = try Waiting.value(seconds: seconds, { try spans().first(where: isMeant) }) { return span }
        let names = Set(try spans().map(\.name)).sorted().joined(separator: ", ")
        throw DrillFailure("no span of \(what) among \(names); \(try requests().filter { $0.status != 200 }.prefix(3))")
    }

    private func lines<Value: Decodable>(_ name: String) throws -> [Value] {
        let text = (try? String(contentsOfFile: folder.path + "/collector/" + name, encoding: .utf8)) ?? ""
        // A line that is being written is not whole.
        return try text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map {
            try JSONDecoder().decode(Value.self, from: Data($0.utf8))
        }
    }
}
