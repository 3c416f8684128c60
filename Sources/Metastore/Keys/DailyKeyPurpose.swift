/// What a daily key seals: the events of one type without a subject, or its quarantine.
package enum DailyKeyPurpose: String, Sendable, Hashable, CaseIterable {
    case events, quarantine
}
