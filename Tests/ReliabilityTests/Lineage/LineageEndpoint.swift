import Foundation

/// An endpoint of OpenLineage beside the server (`lineage_endpoint.py`): it holds what comes against the official classes.
final class LineageEndpoint {
    let folder: TestFolder
    let port: Int
    private let child: ChildProcess

    /// `port` 0: any that is free.
    init(_ folder: TestFolder, port: Int = 0, mode: String = "ok") throws {
        guard let python = Surroundings.python else { throw DrillFailure(PythonOracle.absent) }
        self.folder = folder
        try folder.write("endpoint/mode", mode)
        let output = folder.path + "/endpoint/out"
        child = try ChildProcess(
            python,
            [Surroundings.packageRoot + "/Tests/Oracles/lineage_endpoint.py", folder.path + "/endpoint", "--port", "\(port)"],
            environment: Surroundings.environment, output: output, errors: folder.path + "/endpoint/err")
        let known = try Waiting.value(seconds: 30) { [child] () throws -> Int? in
            if child.exitCode() != nil { throw DrillFailure("the endpoint does not start") }
            let text = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
            return text.hasSuffix("\n") ? Int(text.dropLast()) : nil
        }
        guard let known else { throw DrillFailure("the endpoint names no port") }
        self.port = known
    }

    func set(_ mode: String) throws { try folder.write("endpoint/mode", mode) }
    func stop() { child.kill() }

    struct Request: Decodable {
        var status: Int
        var path: String
        var key: String
        var why: String
    }

    /// What the tests look at of an event that was taken.
    struct Event: Decodable {
        struct Run: Decodable { var runId: String, facets: [String: Facet] }
        struct Job: Decodable { var namespace: String, name: String, facets: [String: Facet] }
        struct Dataset: Decodable { var namespace: String, name: String, facets: [String: Facet], outputFacets: [String: Facet]? }
        struct Facet: Decodable {
            var nominalStartTime: String?
            var rowCount: Int?
            var datasetVersion: String?
            var fields: Fields?

            enum Fields: Decodable {
                case names([String])
                case sources([String: Sources])

                init(from decoder: any Decoder) throws {
                    struct Field: Decodable { var name: String }
                    if let fields = try? [Field](from: decoder) {
                        self = .names(fields.map(\.name))
                    } else {
                        self = .sources(try [String: Sources](from: decoder))
                    }
                }
            }
            struct Sources: Decodable {
                struct Input: Decodable { var name: String, field: String }
                var inputFields: [Input]
            }
        }

        var eventType: String
        var eventTime: String
        var run: Run
        var job: Job
        var inputs: [Dataset]
        var outputs: [Dataset]
    }

    func requests() throws -> [Request] { try lines("requests") }
    func events(_ job: String? = nil) throws -> [Event] {
        try lines("events").filter { (event: Event) in job == nil || event.job.name == job }
    }
    func text() -> String { (try? String(contentsOfFile: folder.path + "/endpoint/events.jsonl", encoding: .utf8)) ?? "" }

    private func lines<Value: Decodable>(_ name: String) throws -> [Value] {
        let text = (try? String(contentsOfFile: folder.path + "/endpoint/\(name).jsonl", encoding: .utf8)) ?? ""
        // A line that is being written is not whole.
        return try text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map {
            try JSONDecoder().decode(Value.self, from: Data($0.utf8))
        }
    }
}
