import CCrypto

extension IdentityHash {
    /// The identity of an event by its `source` and `id`, as `EncodedRow.identityHash` makes it.
    init(source: UnsafeRawBufferPointer, id: UnsafeRawBufferPointer) {
        var identity: [UInt8] = []
        identity.reserveCapacity(4 + source.count + id.count)
        identity.appendLittleEndian(UInt16(truncatingIfNeeded: source.count))
        identity.append(contentsOf: source)
        identity.appendLittleEndian(UInt16(truncatingIfNeeded: id.count))
        identity.append(contentsOf: id)
        self = identity.withUnsafeBytes { IdentityHash(ofIdentity: $0) }
    }

    /// The first 128 bits of SHA-256 of the identity's bytes: nobody can make two identities that fall together.
    init(ofIdentity bytes: UnsafeRawBufferPointer) {
        self = withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { digest in
            basin_sha256(
                bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count,
                digest.baseAddress?.assumingMemoryBound(to: UInt8.self))
            return IdentityHash(
                high: UInt64(bigEndian: digest.load(as: UInt64.self)),
                low: UInt64(bigEndian: digest.load(fromByteOffset: 8, as: UInt64.self)))
        }
    }
}
