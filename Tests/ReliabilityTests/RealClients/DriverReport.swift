import Foundation

/// What a driver in `Tests/Clients` says at its end.
struct DriverReport: Decodable, Sendable {
    struct Sent: Decodable, Sendable {
        /// "song", "page", or the protocol's word for the call.
        var kind: String
        /// As the client knows it.
        var id: String?
        var n: Int
        /// "invalid", "oversize" or "huge".
        var special: String?
        /// The user whose other id the call tells.
        var link: String?
    }
    /// What the client's callback or exception said, and about which events.
    struct Refusal: Decodable, Sendable {
        var message: String
        var ids: [String]
    }
    var finished: Bool
    var seconds: Double
    var sent: [Sent]
    var errors: [Refusal]
    /// Warnings and errors that the client logged.
    var log: [String]

    init(_ path: String) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }

    var good: [Sent] { sent.filter { $0.special == nil } }
    var special: [Sent] { sent.filter { $0.special != nil } }
    var failedIDs: Set<String> { Set(errors.flatMap(\.ids)) }
}
