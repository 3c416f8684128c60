import BasinCore

/// The first 128 bytes of a run: header, filter blocks, sorted identities, all little-endian.
///
/// The filter comes first because its size is known before a merge has dropped what is there twice.
struct IdentityRunHeader: Equatable {
    static let byteCount = 128
    static let bytesPerIdentity = 16
    static let magic: UInt64 = 0x7344_496E_6973_6142  // "BasinIDs"
    static let version: UInt32 = 1
    /// Eight words of 64 bits a block, one bit in each: the only kind of filter there is so far.
    static let filterKind: UInt32 = 1

    var count: Int
    var blockCount: Int
    var hours: ClosedRange<Hour>
    var filterChecksum: UInt32
    var identitiesChecksum: UInt32
    /// The smallest and the largest identity, zero when there is none.
    var first: IdentityHash
    var last: IdentityHash

    var identitiesOffset: Int { Self.byteCount + blockCount * IdentityFilter.bytesPerBlock }
    var totalByteCount: Int { identitiesOffset + count * Self.bytesPerIdentity }

    func write(to bytes: UnsafeMutableRawBufferPointer) {
        for index in 0..<Self.byteCount { bytes[index] = 0 }
        func put(_ value: some FixedWidthInteger, _ offset: Int) {
            bytes.storeBytes(of: value.littleEndian, toByteOffset: offset, as: type(of: value))
        }
        put(Self.magic, 0)
        put(Self.version, 8)
        put(Self.filterKind, 12)
        put(UInt64(count), 16)
        put(UInt64(blockCount), 24)
        put(Int64(hours.lowerBound.index), 32)
        put(Int64(hours.upperBound.index), 40)
        put(filterChecksum, 48)
        put(identitiesChecksum, 52)
        put(first.high, 56)
        put(first.low, 64)
        put(last.high, 72)
        put(last.low, 80)
        put(RunChecksum.of(UnsafeRawBufferPointer(rebasing: bytes[..<124])), 124)
    }

    /// - Throws: `damaged` when the bytes are not a header of this version, or do not belong to so many bytes.
    init(reading bytes: UnsafeRawBufferPointer, name: String) throws {
        func damaged(_ what: String) -> BasinError {
            BasinError(
                .damaged, "The identity run \(name) \(what). Restore the data folder's dedup files from a backup.")
        }
        guard bytes.count >= Self.byteCount else { throw damaged("is shorter than its header") }
        func get<T: FixedWidthInteger>(_ offset: Int, _: T.Type) -> T {
            T(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: T.self))
        }
        guard get(0, UInt64.self) == Self.magic else { throw damaged("is not an identity run") }
        guard get(124, UInt32.self) == RunChecksum.of(UnsafeRawBufferPointer(rebasing: bytes[..<124])) else {
            throw damaged("has a header that does not match its checksum")
        }
        guard get(8, UInt32.self) == Self.version, get(12, UInt32.self) == Self.filterKind else {
            throw damaged("has a version that this program does not know")
        }
        // Bounded by the bytes that there are, so that no arithmetic below can overflow.
        let count = get(16, UInt64.self), blockCount = get(24, UInt64.self)
        guard count <= UInt64(bytes.count), blockCount <= UInt64(bytes.count), count == 0 || blockCount > 0 else {
            throw damaged("has a header that claims more than the run holds")
        }
        let firstHour = get(32, Int64.self), lastHour = get(40, Int64.self)
        guard firstHour <= lastHour else { throw damaged("ends before it begins") }

        self.init(
            count: Int(count), blockCount: Int(blockCount),
            hours: Hour(index: Int(firstHour))...Hour(index: Int(lastHour)),
            filterChecksum: get(48, UInt32.self), identitiesChecksum: get(52, UInt32.self),
            first: IdentityHash(high: get(56, UInt64.self), low: get(64, UInt64.self)),
            last: IdentityHash(high: get(72, UInt64.self), low: get(80, UInt64.self)))
        guard totalByteCount == bytes.count else { throw damaged("does not have the size that its header says") }
    }

    init(
        count: Int, blockCount: Int, hours: ClosedRange<Hour>, filterChecksum: UInt32, identitiesChecksum: UInt32,
        first: IdentityHash, last: IdentityHash
    ) {
        self.count = count
        self.blockCount = blockCount
        self.hours = hours
        self.filterChecksum = filterChecksum
        self.identitiesChecksum = identitiesChecksum
        self.first = first
        self.last = last
    }
}
