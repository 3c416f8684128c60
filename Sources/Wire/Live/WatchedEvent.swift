/// What the live inspector tells of an event, but for its own fields.
package struct WatchedEvent: Codable, Sendable {
    /// When it became durable.
    package var receivedtime: String
    /// Nil: of a type that is not known.
    package var type: String?
    package var id: String?
    /// Of a refused event: why, which field is to blame, and what to do.
    package var code: String?
    package var field: String?
    package var message: String?

    package init(
        receivedtime: String, type: String?, id: String? = nil, code: String? = nil, field: String? = nil,
        message: String? = nil
    ) {
        self.receivedtime = receivedtime
        self.type = type
        self.id = id
        self.code = code
        self.field = field
        self.message = message
    }
}
