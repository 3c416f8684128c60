package import BasinWire

/// What an operator does for what is stored.
extension APIClient {
    package func backup(_ request: BackupRequest) async throws -> BackupSummary {
        try await post(WireTarget("api", "v1", "backup"), request)
    }
}
