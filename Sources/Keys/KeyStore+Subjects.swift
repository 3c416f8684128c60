import BasinCore
package import BasinMetastore
import CCrypto
import Synchronization

extension KeyStore {
    /// Gets each subject, or makes it, all in one transaction. Ids may repeat; the answer is in their order.
    package func subjects(for ids: [[UInt8]]) throws -> [Subject] {
        try subjects(ids.map { id in id.withUnsafeBytes { lookup(of: $0) } })
    }

    /// The same for ids that lie one after another in `bytes`: id `i` ends before `ends[i]` and begins where the one
    /// before it ends. `invalid` when the ends are not ascending or beyond the bytes.
    package func subjects(in bytes: UnsafeRawBufferPointer, ends: [Int]) throws -> [Subject] {
        var lookups: [SubjectLookup] = []
        lookups.reserveCapacity(ends.count)
        var start = 0
        for end in ends {
            guard end >= start, end <= bytes.count else {
                throw BasinError(.invalid, "The ends of a batch of subject ids are not ascending within its bytes.")
            }
            lookups.append(lookup(of: UnsafeRawBufferPointer(rebasing: bytes[start..<end])))
            start = end
        }
        return try subjects(lookups)
    }

    /// The pseudonym of a subject that exists. Makes nothing.
    package func pseudonym(of id: String) throws -> String? {
        var id = id
        let lookup: SubjectLookup = id.withUTF8 { self.lookup(of: UnsafeRawBufferPointer($0)) }
        if let subject = subjectCache.withLock({ $0.value(lookup) }) { return subject.pseudonym.description }
        return try database.subjects([lookup])[0]?.pseudonym
    }

    /// Under what a subject is found. Needs no disk.
    package func lookup(of id: UnsafeRawBufferPointer) -> SubjectLookup {
        withUnsafeTemporaryAllocation(byteCount: KeyedHash.byteCount, alignment: 8) { hash in
            if let start = hash.baseAddress {
                lookupHash.hash(id, into: start.assumingMemoryBound(to: UInt8.self))
            }
            return SubjectLookup(
                high: UInt64(bigEndian: hash.load(as: UInt64.self)),
                low: UInt64(bigEndian: hash.load(fromByteOffset: 8, as: UInt64.self)))
        }
    }

    /// Gets or makes subjects whose lookups are known already.
    package func subjects(_ lookups: [SubjectLookup]) throws -> [Subject] {
        var found: [Subject] = []
        found.reserveCapacity(lookups.count)
        subjectCache.withLock { cache in
            for lookup in lookups {
                guard let subject = cache.value(lookup) else { break }
                found.append(subject)
            }
        }
        if found.count == lookups.count { return found }

        var known: [SubjectLookup: Subject] = [:]
        var missing: [SubjectLookup] = []
        var asked: Set<SubjectLookup> = []
        subjectCache.withLock { cache in
            for lookup in lookups[found.count...] where asked.insert(lookup).inserted {
                if let subject = cache.value(lookup) { known[lookup] = subject } else { missing.append(lookup) }
            }
        }
        let loaded = try load(missing)
        subjectCache.withLock { cache in
            for (lookup, subject) in zip(missing, loaded) { cache.insert(subject, lookup) }
        }
        for (lookup, subject) in zip(missing, loaded) { known[lookup] = subject }
        for lookup in lookups[found.count...] {
            guard let subject = known[lookup] else {
                throw BasinError(.system, "A subject was asked for and not answered; report this.")
            }
            found.append(subject)
        }
        return found
    }

    /// From the database, made where they do not exist. `lookups` are distinct.
    private func load(_ lookups: [SubjectLookup]) throws -> [Subject] {
        guard !lookups.isEmpty else { return [] }
        let cipher = try AuthenticatedCipher()
        var records = try database.subjects(lookups)
        let unknown = lookups.indices.filter { records[$0] == nil }
        if !unknown.isEmpty {
            let made = try database.getOrCreateSubjects(unknown.map { lookups[$0] }, at: clock.now()) { _, keyID in
                let wrapped = try wrapping.wrap(.random(), .subject, String(keyID), with: cipher)
                return (try Pseudonym.random().description, wrapped)
            }
            for (index, record) in zip(unknown, made) { records[index] = record }
        }
        return try records.map { record in
            guard let record, let pseudonym = Pseudonym(record.pseudonym) else {
                throw BasinError(
                    .damaged, "A pseudonym in the key database is damaged; restore keys.sqlite from a backup.")
            }
            let secret = try wrapping.unwrap(record.wrapped, .subject, String(record.keyID), with: cipher)
            return Subject(pseudonym: pseudonym, key: SealingKey(id: record.keyID, secret: secret))
        }
    }
}

extension Pseudonym {
    static func random() throws -> Pseudonym {
        var bits: UInt128 = 0
        let done = withUnsafeMutableBytes(of: &bits) { bytes in
            basin_random(bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
        }
        guard done == 1 else {
            throw BasinError(.system, "The operating system gave no random bytes; check that its generator works.")
        }
        return Pseudonym(bits: bits)
    }
}
