import BasinCore

/// What a record holds in its seal, little-endian:
///
///     u8   version (1)
///     u32  number of sections
///     per section: u8 kind · u32 type id · u32 schema version · u32 rows · u32 bytes
///     the sections' bytes, one after another
extension LogFrame {
    private static let version: UInt8 = 1
    private static let sectionHeaderBytes = 17

    static func payloadByteCount(_ sections: [IntakeBatch.Section]) -> Int {
        sections.reduce(5) { $0 + sectionHeaderBytes + $1.bytes.count }
    }

    static func appendPayload(_ sections: [IntakeBatch.Section], to output: inout [UInt8]) {
        output.append(version)
        output.appendLittleEndian(UInt32(sections.count))
        for section in sections {
            output.append(section.kind.rawValue)
            output.appendLittleEndian(section.typeID)
            output.appendLittleEndian(section.schemaVersion)
            output.appendLittleEndian(UInt32(section.rowCount))
            output.appendLittleEndian(UInt32(section.bytes.count))
        }
        for section in sections { output.append(contentsOf: section.bytes) }
    }

    static func sections(ofPayload payload: UnsafeRawBufferPointer) throws -> [IntakeBatch.Section] {
        let damaged = BasinError(.damaged, "A record of the event log opened but does not hold what it should.")
        guard payload.count >= 5, payload[0] == version else { throw damaged }
        let count = Int(payload.loadUnaligned(fromByteOffset: 1, as: UInt32.self))
        var header = 5
        var bytes = 5 + count * sectionHeaderBytes
        guard bytes <= payload.count else { throw damaged }
        var sections: [IntakeBatch.Section] = []
        for _ in 0..<count {
            let size = Int(payload.loadUnaligned(fromByteOffset: header + 13, as: UInt32.self))
            guard let kind = IntakeBatch.Section.Kind(rawValue: payload[header]), bytes + size <= payload.count else {
                throw damaged
            }
            sections.append(
                IntakeBatch.Section(
                    kind: kind,
                    typeID: payload.loadUnaligned(fromByteOffset: header + 1, as: UInt32.self),
                    schemaVersion: payload.loadUnaligned(fromByteOffset: header + 5, as: UInt32.self),
                    rowCount: Int(payload.loadUnaligned(fromByteOffset: header + 9, as: UInt32.self)),
                    bytes: Array(payload[bytes..<bytes + size])))
            header += sectionHeaderBytes
            bytes += size
        }
        return sections
    }
}
