/// What intake does with a field that the schema does not know.
package enum UnknownFields: String, Sendable, Codable, CaseIterable {
    /// Leave it out, and count it.
    case drop
    /// Refuse the event into quarantine.
    case quarantine
}
