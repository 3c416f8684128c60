/// A gzip stream whose blocks are stored as they are: valid for every reader, no library needed.
enum Gzip {
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }

    static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]
        var start = 0
        repeat {
            let end = min(start + 65535, bytes.count)
            let count = UInt16(end - start)
            output.append(end == bytes.count ? 1 : 0)
            for value in [count, ~count] { output += [UInt8(value & 0xff), UInt8(value >> 8)] }
            output += bytes[start..<end]
            start = end
        } while start < bytes.count
        var crc: UInt32 = ~0
        for byte in bytes { crc = table[Int((crc ^ UInt32(byte)) & 0xff)] ^ (crc >> 8) }
        for value in [~crc, UInt32(truncatingIfNeeded: bytes.count)] {
            for shift in stride(from: UInt32(0), to: 32, by: 8) { output.append(UInt8((value >> shift) & 0xff)) }
        }
        return output
    }
}
