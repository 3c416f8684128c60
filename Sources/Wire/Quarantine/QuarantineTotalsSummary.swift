/// Refused events of one type that are kept.
public struct QuarantineTotalsSummary: Codable, Sendable {
    /// Nil: of types that are not known.
    public var type: String?
    public var events: Int
    /// Hours of receipt.
    public var first: String
    public var last: String

    public init(type: String?, events: Int, first: String, last: String) {
        self.type = type
        self.events = events
        self.first = first
        self.last = last
    }
}
