import BasinAPI
import BasinCore
import BasinServer
import BasinWire
import Foundation
import Logging
import NIOCore

/// A data folder of its own for one test; removed when it goes.
final class ServerFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/basin-server-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var data: String { path + "/data" }

    /// - Parameter queries: whether people's SQL runs in workers.
    func open(queries: QueryOptions = QueryOptions()) async throws -> Platform {
        var options = PlatformOptions(dataFolder: data)
        options.queries = queries
        options.adminToken = "token-of-the-server-tests"
        return try await Platform.open(options, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// In the program that is built beside the tests.
    static let workers = QueryOptions.workers(
        program: URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent().path + "/WorkerProbe")

    static let project = [
        "teams.yaml": "team-listening:\n  contact: listening@example.com\n",
        "events/song_played.yaml": """
            owner: team-listening
            description: A song ended.
            fields:
              song: {type: string, classification: none}
              seconds: {type: double, required: false, classification: none}
              loud: {type: bool, required: false, classification: none}
            """,
    ]

    /// Imports the text into `song_played`.
    static func importing(_ text: String, format: String = "ndjson", into services: Services) async throws -> ImportSummary {
        let bytes = ByteBuffer(string: text)
        let body = AsyncThrowingStream<ByteBuffer, any Error> { stream in
            stream.yield(bytes)
            stream.finish()
        }
        return try await services.importFile(
            ImportRequest(type: "song_played", format: format, timeField: "ts", mapping: [:], replace: false), body)
    }

    /// The whole answer of a query as CSV.
    static func query(_ sql: String, _ services: Services) async throws -> String {
        let answer = try await services.query(QueryRequest(sql: sql, format: "csv"), .local, Departure())
        var text = ""
        for try await piece in answer.body { text += String(buffer: piece) }
        return text
    }
}
