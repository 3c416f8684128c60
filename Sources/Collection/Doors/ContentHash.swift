import CCrypto

/// What something says as an id: 32 hexadecimal digits of its SHA-256.
enum ContentHash {
    static func text(_ bytes: UnsafeRawBufferPointer) -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        basin_sha256(bytes.baseAddress, bytes.count, &digest)
        var text: [UInt8] = []
        for byte in digest.prefix(16) {
            for half in [byte >> 4, byte & 15] { text.append(half < 10 ? 48 + half : 87 + half) }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
