/// One refused event. Values that may be personal are masked.
public struct QuarantinedEvent: Codable, Sendable {
    public var received: String
    public var code: String
    public var field: String?
    public var message: String
    /// The event as JSON text with masked values; nil when it was erased.
    public var event: String?

    public init(received: String, code: String, field: String?, message: String, event: String?) {
        self.received = received
        self.code = code
        self.field = field
        self.message = message
        self.event = event
    }
}
