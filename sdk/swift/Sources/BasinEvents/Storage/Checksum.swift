import CBasinZlib

/// CRC-32, as gzip has it.
package enum Checksum {
    package static func of(_ bytes: some Collection<UInt8>) -> UInt32 {
        let start = crc32(0, nil, 0)
        let fast = bytes.withContiguousStorageIfAvailable { crc32(start, $0.baseAddress, uInt($0.count)) }
        guard let fast else { return of(Array(bytes)) }
        return UInt32(truncatingIfNeeded: fast)
    }
}
