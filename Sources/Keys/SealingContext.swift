import BasinCore

/// Seals and opens personal values. For one thread at a time: make one per thread and keep it, it is what makes
/// sealing fast. See `SealedHeader` for the layout.
package final class SealingContext {
    private let store: KeyStore
    private let cipher: AuthenticatedCipher
    /// 16 bytes in front of what the nonce is made of, then the 32 bytes of its hash.
    private let scratch: UnsafeMutableRawPointer
    private static let prefixByteCount = 16

    package init(_ store: KeyStore) throws {
        self.store = store
        cipher = try AuthenticatedCipher()
        scratch = .allocate(byteCount: Self.prefixByteCount + KeyedHash.byteCount, alignment: 8)
    }

    deinit { scratch.deallocate() }

    /// How many bytes `seal` writes for a value.
    package static func sealedByteCount(_ valueByteCount: Int) -> Int {
        valueByteCount + SealedHeader.overheadByteCount
    }

    /// Seals a value. The same value of the same field of the same event gives the same bytes, so that delivering
    /// again changes nothing; no nonce serves two values.
    ///
    /// - Parameters:
    ///   - identity: bytes that no other event has.
    ///   - output: room for `sealedByteCount(value.count)` bytes; must not overlap the value.
    /// - Returns: how many bytes were written.
    package func seal(
        _ value: UnsafeRawBufferPointer, key: SealingKey, origin: FieldOrigin, identity: UnsafeRawBufferPointer,
        into output: UnsafeMutablePointer<UInt8>
    ) throws -> Int {
        // The identity's length keeps it apart from the value behind it.
        scratch.storeBytes(of: origin.typeID.bigEndian, as: UInt32.self)
        scratch.storeBytes(of: origin.fieldID.bigEndian, toByteOffset: 4, as: UInt32.self)
        scratch.storeBytes(of: UInt64(identity.count).bigEndian, toByteOffset: 8, as: UInt64.self)
        let hash = (scratch + Self.prefixByteCount).assumingMemoryBound(to: UInt8.self)
        store.nonceHash.hash(
            UnsafeRawBufferPointer(start: scratch, count: Self.prefixByteCount), identity, value, into: hash)

        SealedHeader(origin: origin, keyID: key.id).write(to: output)
        let nonce = output + SealedHeader.byteCount
        nonce.update(from: hash, count: AuthenticatedCipher.nonceByteCount)
        try cipher.seal(
            value, key: key.secret, nonce: nonce,
            authenticating: UnsafeRawBufferPointer(start: output, count: SealedHeader.byteCount),
            into: nonce + AuthenticatedCipher.nonceByteCount)
        return value.count + SealedHeader.overheadByteCount
    }

    /// The same, appended to an array.
    package func seal(
        _ value: UnsafeRawBufferPointer, key: SealingKey, origin: FieldOrigin, identity: UnsafeRawBufferPointer,
        appendingTo output: inout [UInt8]
    ) throws {
        let start = output.count
        output.append(contentsOf: repeatElement(0, count: Self.sealedByteCount(value.count)))
        try output.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            _ = try seal(value, key: key, origin: origin, identity: identity, into: base + start)
        }
    }

    /// Opens a sealed value. `not_found` when its key was destroyed; `damaged` when anything in it was altered.
    /// May block: it asks the key store for keys that were not used lately.
    package func open(_ sealed: UnsafeRawBufferPointer) throws -> [UInt8] {
        let header = try SealedHeader(reading: sealed)
        let key = try store.key(id: header.keyID)
        let valueByteCount = sealed.count - SealedHeader.overheadByteCount
        return try [UInt8](unsafeUninitializedCapacity: max(1, valueByteCount)) { output, count in
            guard let base = sealed.baseAddress, let start = output.baseAddress else { return }
            let nonce = (base + SealedHeader.byteCount).assumingMemoryBound(to: UInt8.self)
            let text = sealed[(SealedHeader.byteCount + AuthenticatedCipher.nonceByteCount)...]
            guard
                cipher.open(
                    UnsafeRawBufferPointer(rebasing: text), key: key.secret, nonce: nonce,
                    authenticating: UnsafeRawBufferPointer(rebasing: sealed[..<SealedHeader.byteCount]), into: start)
            else {
                throw BasinError(
                    .damaged,
                    "A sealed value of field \(header.origin.fieldID) of event type \(header.origin.typeID) was "
                        + "altered or is not under key \(header.keyID); restore its file.")
            }
            count = valueByteCount
        }
    }

    /// The same for an array.
    package func open(_ sealed: [UInt8]) throws -> [UInt8] { try sealed.withUnsafeBytes { try open($0) } }
}
