/// What a segment is made of: byte count and CRC-32 of a content (4 bytes each, little endian), then the content, whose
/// first byte says what it is.
package enum Record {
    case header([UInt8])
    case event(StoredEvent)

    static let frameBytes = 8
    private static let headerKind: UInt8 = 1
    private static let eventKind: UInt8 = 2
    /// Kind, type's length, sequence, id, time.
    private static let eventBytes = 1 + 1 + 8 + 16 + 8
    /// A larger content is damage.
    private static let limit = 16 << 20

    package static func append(header content: [UInt8], to bytes: inout [UInt8]) {
        frame(&bytes) {
            $0.append(headerKind)
            $0.append(contentsOf: content)
        }
    }

    /// - Precondition: the type has at most `StoredEvent.typeBytes`.
    package static func append(_ stored: StoredEvent, to bytes: inout [UInt8]) {
        frame(&bytes) {
            $0.append(eventKind)
            $0.append(UInt8(stored.type.utf8.count))
            $0.appendLittleEndian(stored.sequence)
            $0.appendLittleEndian(stored.id.high)
            $0.appendLittleEndian(stored.id.low)
            $0.appendLittleEndian(UInt64(bitPattern: stored.time.microseconds))
            $0.append(contentsOf: stored.type.utf8)
            $0.append(contentsOf: stored.data)
        }
    }

    private static func frame(_ bytes: inout [UInt8], _ write: (inout [UInt8]) -> Void) {
        let start = bytes.count
        bytes.appendLittleEndian(UInt64(0))
        write(&bytes)
        bytes.setLittleEndian(UInt32(bytes.count - start - frameBytes), at: start)
        bytes.setLittleEndian(Checksum.of(bytes[(start + frameBytes)...]), at: start + 4)
    }

    /// What is at an offset of a segment's bytes.
    package enum Reading {
        case record(Record, next: Int)
        /// The bytes end before the record does: a write that was cut, or the rest was not read.
        case cut(needed: Int)
        /// Something else than a record is there.
        case damaged
        case end
    }

    package static func read(_ bytes: [UInt8], at offset: Int) -> Reading {
        if offset == bytes.count { return .end }
        guard offset + frameBytes <= bytes.count else { return .cut(needed: frameBytes) }
        let count = Int(bytes.littleEndian(UInt32.self, at: offset))
        guard count > 0, count <= limit else { return .damaged }
        let start = offset + frameBytes
        let next = start + count
        guard next <= bytes.count else { return .cut(needed: frameBytes + count) }
        let content = bytes[start..<next]
        guard Checksum.of(content) == bytes.littleEndian(UInt32.self, at: offset + 4) else { return .damaged }
        switch content[start] {
        case headerKind: return .record(.header(Array(content.dropFirst())), next: next)
        case eventKind: return event(bytes, start, next).map { .record(.event($0), next: next) } ?? .damaged
        default: return .damaged
        }
    }

    private static func event(_ bytes: [UInt8], _ start: Int, _ end: Int) -> StoredEvent? {
        guard end - start >= eventBytes, case let typeCount = Int(bytes[start + 1]),
            case let data = start + eventBytes + typeCount, data <= end
        else { return nil }
        return StoredEvent(
            type: String(decoding: bytes[start + eventBytes..<data], as: UTF8.self),
            sequence: bytes.littleEndian(UInt64.self, at: start + 2),
            id: EventID(
                high: bytes.littleEndian(UInt64.self, at: start + 10),
                low: bytes.littleEndian(UInt64.self, at: start + 18)),
            time: WallTime(microseconds: Int64(bitPattern: bytes.littleEndian(UInt64.self, at: start + 26))),
            data: Array(bytes[data..<end]))
    }
}
