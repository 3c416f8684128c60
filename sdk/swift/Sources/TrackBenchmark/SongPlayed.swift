import BasinEvents
import Foundation

/// As `basin codegen swift` makes them: some 300 bytes of JSON.
struct SongPlayed: BasinEvent {
    static let eventType = "song_played"
    static let subjectField: String? = "user_id"
    static let contextFields: [ContextField: String] = [
        .installationID: "installation_id", .sessionID: "session_id", .appVersion: "app_version", .platform: "platform",
    ]

    var userID: String
    var song: String
    var artist: String
    var lengthSeconds: Double
    var startedAt: Date
    var isOffline: Bool
    var bitrate: Int32?

    enum CodingKeys: String, CodingKey {
        case userID = "user_id"
        case song, artist
        case lengthSeconds = "length_s"
        case startedAt = "started_at"
        case isOffline = "is_offline"
        case bitrate
    }

    static func sample(_ number: Int) -> SongPlayed {
        SongPlayed(
            userID: "listener-\(number % 1000)", song: "a song with a name of some length", artist: "somebody",
            lengthSeconds: 215.25, startedAt: Date(timeIntervalSince1970: 1_541_253_600), isOffline: number % 7 == 0,
            bitrate: 320)
    }
}
