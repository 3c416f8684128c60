import BasinCollection
import BasinCore
import BasinMetastore
import CCrypto
import Synchronization

/// Secrets of clients and of the administrator: made, hashed, looked up without touching a database.
final class Credentials: Sendable {
    private struct Known {
        var writeKeys: [[UInt8]: String] = [:]
        var adminToken: [UInt8] = []
    }
    private let known = Mutex(Known())

    /// 128 random bits in hexadecimal, behind a prefix that tells people and scanners what it is.
    static func newSecret(prefix: String) throws -> String {
        var bytes = [UInt8](repeating: 0, count: 16)
        guard basin_random(&bytes, bytes.count) == 1 else {
            throw BasinError(.system, "The operating system gives no random numbers.")
        }
        return prefix + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// The secrets have 128 random bits, so one plain hash is enough.
    static func hash(_ secret: String) -> [UInt8] { digest(Array(secret.utf8)) }

    /// SHA-256.
    static func digest(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        basin_sha256(bytes, bytes.count, &digest)
        return digest
    }

    func load(from metastore: Metastore, _ limiter: IntakeLimiter) throws {
        let (keys, token, used) = try metastore.read {
            (try $0.writeKeys(), try $0.tokenHash(name: "admin") ?? [], try $0.quotaUse().keys)
        }
        known.withLock { known in
            known.adminToken = token
            known.writeKeys = [:]
            for key in keys where key.revokedAt == nil { known.writeKeys[key.secretHash] = key.name }
        }
        limiter.use(
            keys: Dictionary(
                uniqueKeysWithValues: keys.filter { $0.revokedAt == nil }.map { key in
                    (key.name, (key.limits, used[key.name]?.day ?? 0, used[key.name]?.used ?? 0))
                }))
    }

    /// The name of the write key, or nil.
    func writeKey(_ secret: String) -> String? {
        let hash = Self.hash(secret)
        return known.withLock { $0.writeKeys[hash] }
    }

    func isAdmin(_ token: String) -> Bool {
        let hash = Self.hash(token)
        return known.withLock { !$0.adminToken.isEmpty && $0.adminToken == hash }
    }
}
