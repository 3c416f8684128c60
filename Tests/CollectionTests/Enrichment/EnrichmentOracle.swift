import Foundation

/// Other programs' reading of the same things: ua-parser, crawler-user-agents, urllib and maxminddb.
enum EnrichmentOracle {
    struct Agent: Decodable {
        var text: String
        var family: String?
        var major: String?
        var system: String?
        var device: String?
        var isBot: Bool
    }

    struct Page: Decodable {
        var text: String
        var host: String?
        var campaign: [String: String]
    }

    struct Place: Decodable {
        var text: String
        var country: String?
        var region: String?
        var city: String?
    }

    struct Answer: Decodable {
        var user_agents: [Agent]
        var urls: [Page]
        var places: [Place]?
    }

    static let missing = "needs Python with ua-parser, crawler-user-agents and maxminddb: set BASIN_TEST_PYTHON or run `make test`"

    /// `BASIN_TEST_PYTHON`, else `.venv/bin/python` at the package's root; nil when neither has the packages.
    static let python: String? = {
        let candidates = [ProcessInfo.processInfo.environment["BASIN_TEST_PYTHON"], root + "/.venv/bin/python"]
        return candidates.compactMap(\.self).first { python in
            FileManager.default.isExecutableFile(atPath: python)
                && (try? run(python, ["-c", "import ua_parser, ua_parser_builtins, crawleruseragents, maxminddb"], Data())) != nil
        }
    }()

    private static let root = String(#filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(separator: "/"))

    static func ask(_ question: [String: Any]) throws -> Answer {
        let data = try JSONSerialization.data(withJSONObject: question)
        let output = try run(python ?? "python3", [root + "/Tests/Oracles/enrichment_oracle.py"], data)
        return try JSONDecoder().decode(Answer.self, from: output)
    }

    private static func run(_ program: String, _ arguments: [String], _ input: Data) throws -> Data {
        let folder = NSTemporaryDirectory() + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try input.write(to: URL(fileURLWithPath: folder + "/in"))
        _ = FileManager.default.createFile(atPath: folder + "/out", contents: nil)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardInput = FileHandle(forReadingAtPath: folder + "/in")
        process.standardOutput = FileHandle(forWritingAtPath: folder + "/out")
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
        return try Data(contentsOf: URL(fileURLWithPath: folder + "/out"))
    }
}
