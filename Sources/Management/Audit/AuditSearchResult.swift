package import BasinCore

/// Records of the audit log that a filter wants, and how far they were looked for.
package struct AuditSearchResult: Sendable, Equatable {
    /// The latest first.
    package var records: [AuditRecord] = []
    /// Those before this number were not looked at; nil when there are none.
    package var next: Int?
    /// When the oldest record was written that was looked at; nil when none was.
    package var lookedBackTo: Timestamp?
}
