/// Which events of a type are to be given, in the order of receipt.
package struct EventStreamRequest: Sendable {
    package var type: String
    /// Behind which event: what an answer gave as its cursor.
    package var after: String?
    /// Without a cursor: an hour, a day, or `now`; nil for the oldest that there is.
    package var from: String?
    /// So many events at most.
    package var limit: Int?
    /// Go on with new events for as long as the client reads.
    package var follow: Bool

    package init(type: String, after: String? = nil, from: String? = nil, limit: Int? = nil, follow: Bool = false) {
        self.type = type
        self.after = after
        self.from = from
        self.limit = limit
        self.follow = follow
    }
}
