package import BasinCore
package import BasinMetastore
import CCrypto
import Synchronization

/// All keys of a data folder. Any thread may call; every call may block on the disk, so none belongs on the
/// cooperative thread pool. What a call made is durable when it returns.
package final class KeyStore: Sendable {
    /// The key database's name in the data folder.
    package static let fileName = "keys.sqlite"

    let database: KeyDatabase
    let wrapping: KeyWrapping
    let clock: Clock
    /// Finds subjects by their original id.
    let lookupHash: KeyedHash
    /// Makes the nonces of sealed values.
    let nonceHash: KeyedHash
    /// Chains the records of the audit log.
    package let auditHash: KeyedHash
    let subjectCache: Mutex<RecentCache<SubjectLookup, Subject>>
    let keyCache: Mutex<KeyCache>

    /// Keys by id, and daily keys by what they are for.
    struct KeyCache {
        var keys = RecentCache<UInt64, SealingKey>(capacity: 262_144)
        var daily = RecentCache<DailyKeyName, SealingKey>(capacity: 16_384)
        /// Counts destructions: what was read before one is not remembered after it.
        var epoch: UInt64 = 0
    }

    struct DailyKeyName: Hashable {
        var typeID: UInt32
        var day: Int
        var purpose: DailyKeyPurpose
    }

    /// Opens the key store of a data folder that exists, making one (and, if need be, a master key) when there is
    /// none. See `MasterKey.load` for where the master key is looked for.
    /// - Parameter environment: the process's; only `BASIN_MASTER_KEY` is read.
    package static func open(
        dataFolder: String, masterKeyFile: String?, environment: [String: String], clock: Clock = .system
    ) throws -> KeyStore {
        let path = dataFolder + "/" + fileName
        let master = try MasterKey.load(
            file: masterKeyFile, environment: environment, dataFolder: dataFolder,
            keysExist: KeyFile.hasContent(path))
        return try KeyStore(KeyDatabase(path: path), master: master, clock: clock)
    }

    /// - Parameter rememberedSubjectCount: how many subjects stay in memory, about 160 bytes each.
    /// - Throws: `invalid` when the master key is not the one that the database was made with.
    package init(
        _ database: KeyDatabase, master: MasterKey, clock: Clock = .system, rememberedSubjectCount: Int = 1_000_000
    ) throws {
        self.database = database
        self.clock = clock
        wrapping = try KeyWrapping(master)
        let secrets = try StoreSecrets(database, master: master, wrapping: wrapping)
        lookupHash = try KeyedHash(secrets.lookup)
        nonceHash = try KeyedHash(secrets.nonce)
        auditHash = try KeyedHash(secrets.audit)
        subjectCache = Mutex(RecentCache(capacity: rememberedSubjectCount))
        keyCache = Mutex(KeyCache())
    }

    /// Closes the database; calls after this one throw.
    package func close() throws { try database.close() }

    /// The key under which a value was sealed. `not_found` when it was destroyed, which is how values are erased.
    package func key(id: UInt64) throws -> SealingKey {
        let (cached, epoch) = keyCache.withLock { ($0.keys.value(id), $0.epoch) }
        if let cached { return cached }
        guard let record = try database.valueKey(id) else {
            throw BasinError(
                .notFound,
                "There is no key \(id) any more: what was sealed under it has been erased and cannot be read.")
        }
        let cipher = try AuthenticatedCipher()
        let secret =
            switch record {
            case .subject(let wrapped): try wrapping.unwrap(wrapped, .subject, String(id), with: cipher)
            case .daily(let wrapped): try wrapping.unwrap(wrapped, .daily, String(id), with: cipher)
            }
        let key = SealingKey(id: id, secret: secret)
        keyCache.withLock { if $0.epoch == epoch { $0.keys.insert(key, id) } }
        return key
    }
}
