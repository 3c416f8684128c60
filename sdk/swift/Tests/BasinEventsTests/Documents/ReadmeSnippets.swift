import BasinEvents
import Foundation

/// The snippets of README.md, so that they compile.
enum ReadmeSnippets {
    struct SongPlayed: BasinEvent {
        static let eventType = "song_played"
        static let subjectField: String? = "user_id"
        static let contextFields: [ContextField: String] = [
            .installationID: "installation_id", .sessionID: "session_id", .appVersion: "app_version", .platform: "platform",
        ]

        var userID: String
        var song: String
        var lengthSeconds: Double?

        enum CodingKeys: String, CodingKey {
            case userID = "user_id"
            case song
            case lengthSeconds = "length_s"
        }
    }

    static func start(server: URL, writeKey: String, folder: URL) throws -> Basin {
        var configuration = Basin.Configuration(
            server: server, writeKey: writeKey, folder: folder, source: "app/ios")
        configuration.appVersion = "7.1"
        configuration.onProblem = { problem in print(problem) }
        let basin = try Basin(configuration: configuration)
        basin.track(SongPlayed(userID: "53", song: "So What", lengthSeconds: 545))
        return basin
    }

    static func end(_ basin: Basin) async throws {
        await basin.flush(within: .seconds(5))  // sends what is there; what cannot be sent stays on disk
        try await basin.persisted()             // everything tracked so far is in a file
        await basin.close()                     // sends, stops, frees the folder
    }

    struct Session: Sendable { var token: String? }

    static func signIn(_ session: Session, _ configuration: inout Basin.Configuration) {
        configuration.identity = .authenticated(token: { session.token })
    }

    static func ask(_ configuration: Basin.Configuration) throws {
        var configuration = configuration
        configuration.consent = .pending
        let basin = try Basin(configuration: configuration)
        basin.setConsent(.granted)
    }

    static func look(_ basin: Basin) {
        let counts = basin.statistics.total
        print(counts.delivered, counts.refused, counts.evicted, basin.statistics.waitingEvents)
    }
}
