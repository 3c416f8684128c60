import BasinCore

/// The beginning of a sealed value, readable without a key.
///
/// Layout of a sealed value, integers big-endian:
///
/// | bytes | what |
/// |---|---|
/// | 1 | version, 1 |
/// | 4 | event type id |
/// | 4 | field id |
/// | 8 | key id |
/// | 12 | nonce |
/// | n | ciphertext, as long as the value |
/// | 16 | tag |
///
/// The first 17 bytes are authenticated; the dataset is not, so that SQL may copy sealed values.
package struct SealedHeader: Sendable, Hashable {
    package static let byteCount = 17
    static let version: UInt8 = 1
    /// What a sealed value has beside the value's own bytes.
    static let overheadByteCount =
        byteCount + AuthenticatedCipher.nonceByteCount + AuthenticatedCipher.tagByteCount

    package var origin: FieldOrigin
    package var keyID: UInt64

    init(origin: FieldOrigin, keyID: UInt64) {
        self.origin = origin
        self.keyID = keyID
    }

    /// Reads the header of a sealed value. `damaged` when the bytes are none, or of a version that is not known.
    package init(reading sealed: UnsafeRawBufferPointer) throws {
        guard sealed.count >= Self.overheadByteCount else {
            throw BasinError(
                .damaged, "A sealed value has at least \(Self.overheadByteCount) bytes; these are \(sealed.count).")
        }
        guard sealed[0] == Self.version else {
            throw BasinError(
                .damaged,
                "A sealed value has version \(sealed[0]); this Basin knows version \(Self.version) only. Start a newer "
                    + "one, or check the file.")
        }
        origin = FieldOrigin(
            typeID: UInt32(bigEndian: sealed.loadUnaligned(fromByteOffset: 1, as: UInt32.self)),
            fieldID: UInt32(bigEndian: sealed.loadUnaligned(fromByteOffset: 5, as: UInt32.self)))
        keyID = UInt64(bigEndian: sealed.loadUnaligned(fromByteOffset: 9, as: UInt64.self))
    }

    func write(to output: UnsafeMutablePointer<UInt8>) {
        let raw = UnsafeMutableRawPointer(output)
        raw.storeBytes(of: Self.version, as: UInt8.self)
        raw.storeBytes(of: origin.typeID.bigEndian, toByteOffset: 1, as: UInt32.self)
        raw.storeBytes(of: origin.fieldID.bigEndian, toByteOffset: 5, as: UInt32.self)
        raw.storeBytes(of: keyID.bigEndian, toByteOffset: 9, as: UInt64.self)
    }
}
