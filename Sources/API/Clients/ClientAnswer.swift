/// What became of the calls of one request: all of them are durable, the refused ones on their way to quarantine.
package struct ClientAnswer: Sendable {
    package var callCount: Int
    /// Why a call, by its position, was refused.
    package var refused: [Int: String]
    /// The calls' own ids, when asked for; empty for calls without one.
    package var ids: [String]
    /// Of a dry run: the events that would be stored, as a JSON array of CloudEvents.
    package var events: String?

    package init(callCount: Int, refused: [Int: String], ids: [String] = [], events: String? = nil) {
        self.callCount = callCount
        self.refused = refused
        self.ids = ids
        self.events = events
    }
}
