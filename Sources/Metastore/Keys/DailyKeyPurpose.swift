/// What a daily key seals: the events of one type without a subject, its quarantine, or what people asked (type 0).
package enum DailyKeyPurpose: String, Sendable, Hashable, CaseIterable {
    case events, quarantine, queries
}
