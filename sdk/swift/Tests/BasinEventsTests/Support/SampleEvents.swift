import BasinEvents
import Foundation

struct SongPlayed: BasinEvent {
    static let eventType = "song_played"
    static let subjectField: String? = "user_id"
    static let contextFields: [ContextField: String] = [
        .installationID: "installation_id", .sessionID: "session_id", .appVersion: "app_version", .platform: "platform",
    ]

    var userID: String?
    var number: Int
    var text = ""

    enum CodingKeys: String, CodingKey {
        case userID = "user_id"
        case number, text
    }

    init(_ number: Int, userID: String? = nil, text: String = "") {
        self.number = number
        self.userID = userID
        self.text = text
    }
}

struct PageViewed: BasinEvent {
    static let eventType = "page_viewed"
    var number: Int

    init(_ number: Int) { self.number = number }
}

/// Encodes as nothing that JSON has.
struct Unencodable: BasinEvent {
    static let eventType = "unencodable"

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Date(timeIntervalSince1970: .infinity))
    }
}
