import BasinCore
import BasinMetastore

extension KeyStore {
    /// Makes the key of a new log segment. `conflict` when the segment ever got one that still exists; segment
    /// numbers are never used again.
    package func createSegmentKey(_ segment: UInt64) throws -> SecretKey {
        let key = try SecretKey.random()
        let wrapped = try wrapping.wrap(key, .segment, String(segment), with: AuthenticatedCipher())
        try database.insertSegmentKey(segment, wrapped: wrapped)
        return key
    }

    /// The key of a segment. `not_found` when it was destroyed or never made.
    package func segmentKey(_ segment: UInt64) throws -> SecretKey {
        guard let wrapped = try database.segmentKey(segment) else {
            throw BasinError(
                .notFound,
                "There is no key for log segment \(segment): it was delivered and destroyed, or its key database is "
                    + "not the one beside it.")
        }
        return try wrapping.unwrap(wrapped, .segment, String(segment), with: AuthenticatedCipher())
    }

    /// Every segment that has a key, ascending.
    package func segmentsWithKeys() throws -> [UInt64] { try database.segmentsWithKeys() }

    /// Destroys the keys for good: on return no file of the key store holds them. Idempotent. Waits for the disk a
    /// few times, whatever the count: destroy many together.
    package func destroySegmentKeys(_ segments: [UInt64]) throws { try database.destroySegmentKeys(segments) }
}
