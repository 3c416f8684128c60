/// CRC-32C, eight bytes at a time.
struct RunChecksum {
    private var state: UInt32 = ~0

    var value: UInt32 { ~state }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        let state = Self.tables.withUnsafeBufferPointer { tables in Self.advance(self.state, bytes, tables) }
        self.state = state
    }

    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        var checksum = RunChecksum()
        checksum.update(bytes)
        return checksum.value
    }

    private static func advance(
        _ start: UInt32, _ bytes: UnsafeRawBufferPointer, _ tables: UnsafeBufferPointer<UInt32>
    ) -> UInt32 {
        guard let base = bytes.baseAddress, let table = tables.baseAddress else { return start }
        var state = start
        var offset = 0
        while offset &+ 8 <= bytes.count {
            let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            let mixed = word ^ UInt64(state)
            var next = table[0x700 &+ Int(mixed & 0xFF)] ^ table[0x600 &+ Int(mixed &>> 8 & 0xFF)]
            next ^= table[0x500 &+ Int(mixed &>> 16 & 0xFF)] ^ table[0x400 &+ Int(mixed &>> 24 & 0xFF)]
            next ^= table[0x300 &+ Int(mixed &>> 32 & 0xFF)] ^ table[0x200 &+ Int(mixed &>> 40 & 0xFF)]
            next ^= table[0x100 &+ Int(mixed &>> 48 & 0xFF)] ^ table[Int(mixed &>> 56)]
            state = next
            offset &+= 8
        }
        while offset < bytes.count {
            let byte = base.load(fromByteOffset: offset, as: UInt8.self)
            state = table[Int((state ^ UInt32(byte)) & 0xFF)] ^ (state &>> 8)
            offset &+= 1
        }
        return state
    }

    /// Eight tables of 256: table k is the effect of a byte that is followed by k zero bytes.
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            var value = UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? 0x82F6_3B78 ^ (value >> 1) : value >> 1 }
            tables[byte] = value
        }
        for index in 256..<tables.count {
            let shorter = tables[index - 256]
            tables[index] = tables[Int(shorter & 0xFF)] ^ (shorter >> 8)
        }
        return tables
    }()
}
