import BasinCore

/// The rows of some sections in one stable piece of memory, for as long as a delivery works on them.
final class RowArena {
    private let memory: UnsafeMutableRawPointer
    private(set) var rows: [EncodedRow] = []

    /// Copies the sections' bytes and finds each row.
    /// - Throws: `.damaged` when the bytes are not rows, or not as many as the section says.
    init(_ sections: [(section: IntakeBatch.Section, received: Timestamp, position: UInt64)]) throws {
        let byteCount = sections.reduce(0) { $0 + $1.section.bytes.count }
        memory = .allocate(byteCount: max(byteCount, 1), alignment: 16)
        rows.reserveCapacity(sections.reduce(0) { $0 + $1.section.rowCount })
        var offset = 0
        for (section, received, position) in sections {
            section.bytes.withUnsafeBytes { bytes in
                if let base = bytes.baseAddress { (memory + offset).copyMemory(from: base, byteCount: bytes.count) }
            }
            let start = memory + offset
            let end = start + section.bytes.count
            var cursor = UnsafeRawPointer(start)
            var found = 0
            while cursor < UnsafeRawPointer(end) {
                guard let (row, next) = EncodedRow.read(at: cursor, end: end, received: received, position: position)
                else { throw BasinError(.damaged, "Rows of the event log end in the middle of one.") }
                rows.append(row)
                found += 1
                cursor = next
            }
            guard found == section.rowCount else {
                throw BasinError(.damaged, "A section of the event log says \(section.rowCount) rows and holds \(found).")
            }
            offset += section.bytes.count
        }
    }

    deinit { memory.deallocate() }
}
