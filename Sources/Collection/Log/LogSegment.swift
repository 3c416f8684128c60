package import BasinCore
import CDeflate

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// One segment file as it stands on disk.
///
///     header  (32 bytes): magic "BASINLG1" · u64 segment · u64 first position · u32 CRC of these · u32 0
///     records: u32 magic · u32 CRC of all that follows · u32 sealed bytes · u64 position · i64 received µs · sealed
///
/// The CRC (zlib's CRC-32) tells a torn or rotten record from a whole one without a key; the seal's tag then proves it.
package struct LogSegment: Sendable {
    static let magic = Array("BASINLG1".utf8)
    static let headerBytes = 32
    static let recordMagic: UInt32 = 0xB51E_C0DE
    static let recordHeaderBytes = 28
    /// Largest sealed payload; a length above it is damage, not a record.
    static let maximumPayload = 64 << 20

    package var id: UInt64
    package var path: String
    package var firstPosition: UInt64
    /// 0 when the segment holds no whole record.
    package var lastPosition: UInt64 = 0
    package var lastTime: Timestamp?
    package var byteCount = 0
    /// Something in it could not be read: it is kept for the operator, whatever is delivered.
    package var isHeld = false
    /// Bytes that belong to no whole record: a torn tail, or damage.
    package var unreadableBytes = 0
    /// Those of them that follow the last whole record: what a crash leaves of a write.
    package var tornBytes = 0
    /// Records that are there in their whole length and do not match their CRC. A process that ended leaves none.
    package var rottenRecords = 0

    static func path(_ id: UInt64, in folder: String) -> String {
        let hex = String(id, radix: 16)
        return folder + "/" + String(repeating: "0", count: 16 - hex.count) + hex + ".segment"
    }

    /// The number in a file's name; nil when it is not named as `path(_:in:)` names.
    static func number(ofPath path: String) -> UInt64? {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard name.hasSuffix(".segment"), name.utf8.count == 24, let id = UInt64(name.dropLast(8), radix: 16), id < 1 << 62
        else { return nil }
        return id
    }

    static func header(id: UInt64, firstPosition: UInt64) -> [UInt8] {
        var bytes = magic
        bytes.appendLittleEndian(id)
        bytes.appendLittleEndian(firstPosition)
        bytes.appendLittleEndian(crc(bytes))
        bytes.appendLittleEndian(UInt32(0))
        return bytes
    }

    /// The bytes that the seal authenticates beside the payload.
    static func authenticated(segment: UInt64, position: UInt64, time: Timestamp) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(24)
        bytes.appendLittleEndian(segment)
        bytes.appendLittleEndian(position)
        bytes.appendLittleEndian(time.microseconds)
        return bytes
    }

    static func crc(_ bytes: some Collection<UInt8>) -> UInt32 {
        let value = bytes.withContiguousStorageIfAvailable { libdeflate_crc32(0, $0.baseAddress, $0.count) }
        return value ?? Array(bytes).withUnsafeBytes { libdeflate_crc32(0, $0.baseAddress, $0.count) }
    }

    /// Where the records of a mapped segment start, passing over damage to the next whole record.
    struct Record {
        var position: UInt64
        var time: Timestamp
        var sealed: UnsafeRawBufferPointer
    }

    /// Walks a segment's whole records. Its number comes from its header or, when that is damaged, from its name: each
    /// record proves by its seal which segment it belongs to. Returns nil for what is no segment: no regular file, or
    /// neither a header nor a whole record in it.
    static func scan(path: String, _ body: (Record) throws -> Void) throws -> LogSegment? {
        guard let file = try MappedFile(path: path) else { return nil }
        let bytes = file.bytes
        let header = header(in: bytes)
        guard let id = header?.id ?? number(ofPath: path) else { return nil }
        var segment = LogSegment(id: id, path: path, firstPosition: header?.firstPosition ?? 0)
        segment.byteCount = bytes.count
        var offset = headerBytes
        while offset < bytes.count {
            guard let (record, end) = record(in: bytes, at: offset), record.position > segment.lastPosition,
                record.position >= segment.firstPosition
            else {
                if isWholeLength(in: bytes, at: offset) { segment.rottenRecords += 1 }
                offset += 1
                segment.unreadableBytes += 1
                segment.tornBytes += 1
                continue
            }
            try body(record)
            segment.lastPosition = record.position
            segment.lastTime = record.time
            segment.tornBytes = 0
            offset = end
        }
        if header == nil {
            guard segment.lastPosition > 0 else { return nil }
            segment.unreadableBytes += headerBytes
        }
        return segment
    }

    private static func header(in bytes: UnsafeRawBufferPointer) -> (id: UInt64, firstPosition: UInt64)? {
        guard bytes.count >= headerBytes, bytes.prefix(8).elementsEqual(magic),
            bytes.loadUnaligned(fromByteOffset: 24, as: UInt32.self) == libdeflate_crc32(0, bytes.baseAddress, 24)
        else { return nil }
        return (
            bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self), bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
        )
    }

    private static func isWholeLength(in bytes: UnsafeRawBufferPointer, at offset: Int) -> Bool {
        guard offset + recordHeaderBytes <= bytes.count,
            bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self) == recordMagic
        else { return false }
        let length = Int(bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt32.self))
        return length <= maximumPayload && offset + recordHeaderBytes + length <= bytes.count
    }

    private static func record(in bytes: UnsafeRawBufferPointer, at offset: Int) -> (Record, Int)? {
        guard offset + recordHeaderBytes <= bytes.count,
            bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self) == recordMagic
        else { return nil }
        let length = Int(bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt32.self))
        let end = offset + recordHeaderBytes + length
        guard length <= maximumPayload, end <= bytes.count,
            libdeflate_crc32(0, bytes.baseAddress! + offset + 8, end - offset - 8)
                == bytes.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
        else { return nil }
        let record = Record(
            position: bytes.loadUnaligned(fromByteOffset: offset + 12, as: UInt64.self),
            time: Timestamp(microseconds: bytes.loadUnaligned(fromByteOffset: offset + 20, as: Int64.self)),
            sealed: UnsafeRawBufferPointer(rebasing: bytes[offset + recordHeaderBytes..<end]))
        return (record, end)
    }
}
