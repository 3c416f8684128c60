import BasinCollection
import BasinCore
import BasinMetastore
import CCrypto
import Synchronization

/// Secrets of clients, of accounts and of the administrator: made, hashed, looked up without touching a database.
final class Credentials: Sendable {
    /// What the metastore holds of them.
    private struct Cache {
        var writeKeys: [[UInt8]: String] = [:]
        var adminToken: [UInt8] = []
        var tokens: [[UInt8]: (principal: Principal, expiresAt: Timestamp)] = [:]
        var accounts: [String: Account] = [:]
        var identities: [AccountIdentity: String] = [:]
        var teams: Set<String> = []
        /// Sessions that were over once.
        var ended: Set<Int64> = []

        /// Whether a token is good. A session that was seen to be over stays so, should the clock go back: it may be
        /// set back by more than a session lasts. Tokens of days are not lost to a moment in which the clock was wrong.
        mutating func isGood(_ token: (principal: Principal, expiresAt: Timestamp), at now: Timestamp) -> Bool {
            guard token.principal.token == Platform.loginName, let id = token.principal.tokenID else {
                return now < token.expiresAt
            }
            if now >= token.expiresAt { ended.insert(id) }
            return !ended.contains(id)
        }
    }
    private let cache = Mutex(Cache())

    /// 128 random bits in hexadecimal, behind a prefix that tells people and scanners what it is.
    static func newSecret(prefix: String) throws -> String {
        var bytes = [UInt8](repeating: 0, count: 16)
        guard basin_random(&bytes, bytes.count) == 1 else {
            throw BasinError(.system, "The operating system gives no random numbers.")
        }
        return prefix + Hexadecimal.text(bytes)
    }

    /// The secrets have 128 random bits, so one plain hash is enough.
    static func hash(_ secret: String) -> [UInt8] { digest(Array(secret.utf8)) }

    /// SHA-256.
    static func digest(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        basin_sha256(bytes, bytes.count, &digest)
        return digest
    }

    /// Write keys changed, their limits, or the administrator's token.
    func load(from metastore: Metastore, _ limiter: IntakeLimiter) throws {
        let (keys, token, used) = try metastore.read {
            (try $0.writeKeys(), try $0.tokenHash(name: "admin") ?? [], try $0.quotaUse().keys)
        }
        cache.withLock { cache in
            cache.adminToken = token
            cache.writeKeys = [:]
            for key in keys where key.revokedAt == nil { cache.writeKeys[key.secretHash] = key.name }
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
        return cache.withLock { $0.writeKeys[hash] }
    }

    /// What accounts may do changed, or their tokens.
    func loadAccounts(from metastore: Metastore, at now: Timestamp) throws {
        let (accounts, tokens, teams, identities) = try metastore.read {
            (try $0.accounts(), try $0.accessTokens(goodAt: now), Set(try $0.teams().map(\.name)), try $0.identities())
        }
        let byName = Dictionary(uniqueKeysWithValues: accounts.map { ($0.name, $0) })
        var byHash: [[UInt8]: (principal: Principal, expiresAt: Timestamp)] = [:]
        for token in tokens {
            guard let account = byName[token.account], account.disabledAt == nil else { continue }
            let permissions = token.permissions.map { account.permissions.intersection($0) } ?? account.permissions
            byHash[token.secretHash] = (
                Principal(
                    name: account.name, permissions: permissions, teams: teams.intersection(account.teams),
                    token: token.name, tokenID: token.id),
                token.expiresAt
            )
        }
        cache.withLock {
            for token in $0.tokens.values { _ = $0.isGood(token, at: now) }
            $0.tokens = byHash
            $0.accounts = byName
            $0.identities = identities
            $0.teams = teams
        }
    }

    /// The account that an issuer means, and the teams that there are; nil for nobody's identity.
    func account(of identity: AccountIdentity) -> (account: Account, teams: Set<String>)? {
        cache.withLock { cache in
            cache.identities[identity].flatMap { cache.accounts[$0] }.map { ($0, cache.teams) }
        }
    }

    /// Whether an issuer means the account: then its password and its names are not for its people to change.
    func hasIdentity(_ account: String) -> Bool { cache.withLock { $0.identities.values.contains(account) } }

    /// Whether what somebody showed before is still good for the same.
    func isGood(_ principal: Principal, at now: Timestamp) -> Bool {
        if let end = principal.until {
            // Unlinked, it is nobody's.
            let account = cache.withLock {
                $0.identities.values.contains(principal.name) ? $0.accounts[principal.name] : nil
            }
            return now < end && account.map { $0.disabledAt == nil } ?? false
        }
        guard let id = principal.tokenID else { return true }
        return cache.withLock { cache in
            let tokens = cache.tokens.values
            guard let token = tokens.first(where: { $0.principal.tokenID == id && $0.principal == principal }) else {
                return false
            }
            return cache.isGood(token, at: now)
        }
    }

    /// Who shows the token; nil for one that is not known, was revoked or is over.
    func principal(_ token: String, at now: Timestamp) -> Principal? {
        let hash = Self.hash(token)
        return cache.withLock { cache in
            if !cache.adminToken.isEmpty, cache.adminToken == hash { return .admin }
            guard let found = cache.tokens[hash], cache.isGood(found, at: now) else { return nil }
            return found.principal
        }
    }
}
