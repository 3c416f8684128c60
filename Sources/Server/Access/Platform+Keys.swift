import BasinCollection
import BasinCore
import BasinMetastore
import BasinWire

/// Write keys: made, limited, revoked, each at once.
extension Platform {
    func createKey(_ request: KeyRequest) async throws -> CreatedKey {
        guard Name.isValidTeam(request.name) else {
            throw BasinError(.invalid, "A write key needs a name: \(Name.rule), or hyphens.")
        }
        let limits = try EventLimits(limit: request.limit, quota: request.quota)
        let secret = try Credentials.newSecret(prefix: "basin_wk_")
        let now = clock.now()
        try await changeKeys {
            try $0.addWriteKey(name: request.name, limits: limits, secretHash: Credentials.hash(secret), at: now)
        }
        return CreatedKey(name: request.name, key: secret)
    }

    func limitKey(named name: String, _ limits: KeyLimits) async throws {
        let limits = try EventLimits(limit: limits.limit, quota: limits.quota)
        try await changeKeys { try $0.setLimits(limits, ofWriteKey: name) }
    }

    func writeKeys() async throws -> [KeySummary] {
        let today = limiter.usage.day
        return try await read { snapshot in
            let used = try snapshot.quotaUse().keys
            return try snapshot.writeKeys().map { key in
                KeySummary(
                    name: key.name, createdAt: key.createdAt.description, revokedAt: key.revokedAt?.description,
                    limit: key.limits.rate?.description, quota: key.limits.quota.map { "\($0)/day" },
                    usedToday: key.limits.quota == nil
                        ? nil : used[key.name].map { $0.day == today ? $0.used : 0 } ?? 0)
            }
        }
    }

    func revokeKey(named name: String) async throws {
        let now = clock.now()
        try await changeKeys { try $0.revokeWriteKey(name: name, at: now) }
    }

    private func changeKeys(_ change: @escaping @Sendable (Transaction) throws -> Void) async throws {
        try await BlockingThreads.shared.run { [metastore, credentials, limiter] in
            try metastore.write(change)
            try credentials.load(from: metastore, limiter)
        }
    }
}
