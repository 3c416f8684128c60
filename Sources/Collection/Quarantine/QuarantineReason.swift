package import BasinCore

/// Refused events with one reason.
package struct QuarantineReason: Sendable, Hashable {
    package var code: String
    package var field: String?
    package var message: String
    package var events: Int
    package var first: Timestamp
    package var last: Timestamp

    package init(
        code: String, field: String?, message: String, events: Int, first: Timestamp, last: Timestamp
    ) {
        self.code = code
        self.field = field
        self.message = message
        self.events = events
        self.first = first
        self.last = last
    }
}
