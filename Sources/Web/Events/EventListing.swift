/// What of the list of event types is asked for.
package struct EventListing: Sendable {
    package enum Order: String, Sendable, CaseIterable {
        case received, name, refused, last
    }

    /// Part of a name, an owner or a description.
    package var text: String?
    package var order: Order
    /// `trouble`, `refuses`, `quiet`, `deprecated` or `removed`; nil for all that are in use.
    package var state: String?
    /// From 1.
    package var page: Int
    /// The whole list, to be exported.
    package var isWhole: Bool

    package static let states = ["trouble", "refuses", "quiet", "deprecated", "removed"]
    static let rows = 100

    package init(text: String? = nil, order: Order = .received, state: String? = nil, page: Int = 1, isWhole: Bool = false) {
        self.text = text
        self.order = order
        self.state = state
        self.page = page
        self.isWhole = isWhole
    }

    var address: Address {
        Address("events").with("q", text).with("sort", order == .received ? nil : order.rawValue).with("state", state)
    }
}
