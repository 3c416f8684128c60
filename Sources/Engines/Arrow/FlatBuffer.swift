/// Writes one FlatBuffer front to back: https://flatbuffers.dev/internals. A table is followed by what it points to, so
/// that all its offsets are known to lead forward.
struct FlatBuffer {
    private(set) var bytes: [UInt8] = [0, 0, 0, 0]

    /// A multiple of eight bytes.
    static func bytes(root: FlatTable) -> [UInt8] {
        var buffer = FlatBuffer()
        let position = buffer.write(root)
        buffer.patch(0, UInt32(position))
        buffer.align(8)
        return buffer.bytes
    }

    /// Returns where the table begins; its table of slots stands before it.
    private mutating func write(_ table: FlatTable) -> Int {
        let slots = (table.fields.map(\.slot).max() ?? -1) + 1
        // The widest first, so that each is aligned as the table is.
        let fields = table.fields.sorted { $0.value.width > $1.value.width }
        var offsets = [UInt16](repeating: 0, count: slots), size = fields.contains { $0.value.width == 8 } ? 8 : 4
        for field in fields {
            offsets[field.slot] = UInt16(size)
            size += field.value.width
        }
        align(2)
        let slotTable = bytes.count
        append(UInt16(4 + 2 * slots))
        append(UInt16(size))
        for offset in offsets { append(offset) }
        align(8)
        let start = bytes.count
        append(Int32(start - slotTable))
        bytes += [UInt8](repeating: 0, count: size - 4)
        for field in fields { write(field.value, at: start + Int(offsets[field.slot])) }
        return start
    }

    private mutating func write(_ value: FlatValue, at position: Int) {
        switch value {
        case .bool(let value): patch(position, UInt8(value ? 1 : 0))
        case .uint8(let value): patch(position, value)
        case .int16(let value): patch(position, value)
        case .int32(let value): patch(position, value)
        case .int64(let value): patch(position, value)
        case .string(let text):
            align(4)
            point(position, to: bytes.count)
            append(UInt32(text.utf8.count))
            bytes += Array(text.utf8) + [0]
        case .table(let table):
            let start = write(table)
            point(position, to: start)
        case .tables(let tables):
            align(4)
            point(position, to: bytes.count)
            append(UInt32(tables.count))
            let first = bytes.count
            bytes += [UInt8](repeating: 0, count: 4 * tables.count)
            for (index, table) in tables.enumerated() {
                let start = write(table)
                point(first + 4 * index, to: start)
            }
        case .pairs(let pairs):
            // Its count stands before the first pair, which is aligned.
            align(8)
            bytes += [0, 0, 0, 0]
            point(position, to: bytes.count)
            append(UInt32(pairs.count))
            for pair in pairs {
                append(pair.0)
                append(pair.1)
            }
        }
    }

    private mutating func point(_ position: Int, to target: Int) { patch(position, UInt32(target - position)) }

    private mutating func align(_ width: Int) {
        bytes += [UInt8](repeating: 0, count: (width - bytes.count % width) % width)
    }

    private mutating func append(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
    }

    private mutating func patch(_ position: Int, _ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.littleEndian) { source in
            for (index, byte) in source.enumerated() { bytes[position + index] = byte }
        }
    }
}

/// A table of a FlatBuffer: a field that is left out has its default.
struct FlatTable {
    var fields: [(slot: Int, value: FlatValue)] = []

    init(_ fields: [Int: FlatValue] = [:]) { self.fields = fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
}

/// What a field holds, or points to.
indirect enum FlatValue {
    case bool(Bool)
    case uint8(UInt8)
    case int16(Int16)
    case int32(Int32)
    case int64(Int64)
    case string(String)
    case table(FlatTable)
    case tables([FlatTable])
    /// Structs of two 64-bit numbers.
    case pairs([(Int64, Int64)])

    /// Bytes in the table itself.
    var width: Int {
        switch self {
        case .bool, .uint8: 1
        case .int16: 2
        case .int32, .string, .table, .tables, .pairs: 4
        case .int64: 8
        }
    }
}
