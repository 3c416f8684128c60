/// Refused events with one reason.
public struct QuarantineReasonSummary: Codable, Sendable {
    public var code: String
    /// The field to blame, where there is one.
    public var field: String?
    public var message: String
    public var events: Int
    /// When the first and the last were received.
    public var first: String
    public var last: String

    public init(code: String, field: String?, message: String, events: Int, first: String, last: String) {
        self.code = code
        self.field = field
        self.message = message
        self.events = events
        self.first = first
        self.last = last
    }
}
