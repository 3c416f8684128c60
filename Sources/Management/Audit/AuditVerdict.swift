/// What `verify` found.
package struct AuditVerdict: Sendable, Equatable {
    package var records: Int
    /// Of the last record; nil when there is none.
    package var head: AuditHead?
    /// Sentences; none: every record is there, as it was written, in order.
    package var problems: [String]

    package var isWhole: Bool { problems.isEmpty }
}
