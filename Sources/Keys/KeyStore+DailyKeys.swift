package import BasinCore
package import BasinMetastore
import Synchronization

extension KeyStore {
    /// Gets the key of an event type for one UTC day, or makes it. Cheap when asked again.
    package func dailyKey(typeID: UInt32, day: CivilDate, purpose: DailyKeyPurpose) throws -> SealingKey {
        let name = DailyKeyName(typeID: typeID, day: day.daysSinceEpoch, purpose: purpose)
        let (cached, epoch) = keyCache.withLock { ($0.daily.value(name), $0.epoch) }
        if let cached { return cached }
        let cipher = try AuthenticatedCipher()
        let record = try database.getOrCreateDailyKey(typeID: typeID, day: day, purpose: purpose) { keyID in
            try wrapping.wrap(.random(), .daily, String(keyID), with: cipher)
        }
        let secret = try wrapping.unwrap(record.wrapped, .daily, String(record.keyID), with: cipher)
        let key = SealingKey(id: record.keyID, secret: secret)
        keyCache.withLock { if $0.epoch == epoch { $0.daily.insert(key, name) } }
        return key
    }

    /// Destroys every key of the purpose for days before `day`, for good: on return no file of the key store and no
    /// cache holds them. Idempotent; after an error, ask again.
    package func destroyDailyKeys(purpose: DailyKeyPurpose, before day: CivilDate) throws {
        defer {
            keyCache.withLock { cache in
                cache.epoch += 1
                cache.keys.removeAll { _ in true }
                let limit = day.daysSinceEpoch
                cache.daily.removeAll { $0.purpose == purpose && $0.day < limit }
            }
        }
        try database.destroyDailyKeys(purpose: purpose, before: day)
    }

    /// The same of one event type only.
    package func destroyDailyKeys(typeID: UInt32, purpose: DailyKeyPurpose, before day: CivilDate) throws {
        defer {
            keyCache.withLock { cache in
                cache.epoch += 1
                cache.keys.removeAll { _ in true }
                let limit = day.daysSinceEpoch
                cache.daily.removeAll { $0.typeID == typeID && $0.purpose == purpose && $0.day < limit }
            }
        }
        try database.destroyDailyKeys(typeID: typeID, purpose: purpose, before: day)
    }
}
