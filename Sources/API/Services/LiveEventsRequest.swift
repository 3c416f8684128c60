/// Which events are to be shown while they come.
package struct LiveEventsRequest: Sendable {
    /// By name; none for all, and for events of types that are not known.
    package var types: [String]
    /// SQL: a condition on each event.
    package var condition: String?
    /// `accepted` or `refused`; nil for both.
    package var verdict: String?

    package init(types: [String] = [], condition: String? = nil, verdict: String? = nil) {
        self.types = types
        self.condition = condition
        self.verdict = verdict
    }
}
