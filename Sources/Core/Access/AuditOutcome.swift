/// How far something came that is written in the audit log.
package enum AuditOutcome: String, Sendable, Codable, CaseIterable {
    /// Written before it is done. Without a later word of the same `details["request"]`, the server died over it.
    case begun
    case done, refused, failed
}
