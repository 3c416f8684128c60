package import BasinWire

/// What an operator asks of a platform's storage.
package struct CareServices: Sendable {
    /// Returns when the backup is whole and durable.
    package var backup: @Sendable (_ request: BackupRequest) async throws -> BackupSummary

    package init(backup: @escaping @Sendable (BackupRequest) async throws -> BackupSummary) { self.backup = backup }
}
