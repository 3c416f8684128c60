package import BasinCore

/// The time that pages about an event type look back.
package enum EventSpan: String, Sendable, CaseIterable {
    case twoDays = "48h"
    case month = "30d"

    /// The first hour of it, the present one being the last.
    package func first(at now: Timestamp) -> Hour {
        switch self {
        case .twoDays: Hour(index: Hour(now).index - 47)
        // Whole days, today among them.
        case .month: Hour(index: (Hour(now).index / 24 - 29) * 24)
        }
    }

    var words: String { self == .twoDays ? "last 48 hours" : "last 30 days" }
}
