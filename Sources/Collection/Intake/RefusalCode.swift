/// Why one event was refused. Stable words: clients and dashboards branch on them.
package enum RefusalCode: String, Sendable, Codable, CaseIterable {
    /// No event type of that name is applied.
    case unknownType = "unknown_type"
    /// A value is not of the declared type, or out of its range.
    case invalidField = "invalid_field"
    /// A required field or attribute is absent or null.
    case missingField = "missing_field"
    /// A field that the schema does not know, in a type that says `unknown_fields: quarantine`.
    case unknownField = "unknown_field"
    /// The event is larger than one event may be.
    case tooLarge = "too_large"
    /// Not a JSON object, a key twice, a number beyond 64 bits, text that is not UTF-8.
    case badJSON = "bad_json"
    /// A row of a CSV file with more or fewer cells than its header.
    case badRow = "bad_row"
    /// Not a CloudEvents 1.0 event: `specversion`, `id`, `source` or `type` missing or malformed.
    case badEnvelope = "bad_envelope"
}
