package import BasinWire

/// What an operator asks of a platform and its storage.
package struct CareServices: Sendable {
    /// Returns when the backup is whole and durable.
    package var backup: @Sendable (_ request: BackupRequest) async throws -> BackupSummary

    package var health: @Sendable () async throws -> HealthSummary

    package init(
        backup: @escaping @Sendable (BackupRequest) async throws -> BackupSummary,
        health: @escaping @Sendable () async throws -> HealthSummary
    ) {
        self.backup = backup
        self.health = health
    }
}
