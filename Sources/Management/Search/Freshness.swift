/// How long ago data last came, as people choose by it.
package enum Freshness: String, Sendable, CaseIterable {
    case day, week, month, older

    /// - Parameter age: since the latest data.
    package init(age: Duration) {
        switch age {
        case ..<Duration.seconds(86_400): self = .day
        case ..<Duration.seconds(7 * 86_400): self = .week
        case ..<Duration.seconds(31 * 86_400): self = .month
        default: self = .older
        }
    }
}
