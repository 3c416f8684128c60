import Foundation

/// A CloudEvent as a server reads it.
struct ReceivedEvent: Sendable, Hashable, Decodable {
    struct Content: Sendable, Hashable, Decodable {
        var number: Int?
        var text: String?
        var userID: String?
        var installationID: String?
        var sessionID: String?
        var appVersion: String?
        var platform: String?

        enum CodingKeys: String, CodingKey {
            case number, text, platform
            case userID = "user_id"
            case installationID = "installation_id"
            case sessionID = "session_id"
            case appVersion = "app_version"
        }
    }

    var specversion: String
    var id: String
    var source: String
    var type: String
    var time: String
    var senttime: String
    var sequence: Int
    var data: Content

    var number: Int { data.number ?? -1 }

    /// What must be the same whenever it is sent.
    var content: ReceivedEvent {
        var copy = self
        copy.senttime = ""
        return copy
    }

    static func batch(_ body: [UInt8]) throws -> [ReceivedEvent] {
        try JSONDecoder().decode([ReceivedEvent].self, from: Data(body))
    }
}
