/// A few bytes with a checksum, written in place. What was torn reads as absent.
package struct SmallFile: Sendable {
    private let file: OpenFile

    package init(_ path: String) throws { file = try OpenFile(path, .update) }

    package func read() throws -> [UInt8]? {
        let bytes = try file.read(4096, at: 0)
        guard bytes.count >= 8 else { return nil }
        let count = Int(bytes.littleEndian(UInt32.self, at: 0))
        guard count <= bytes.count - 8, case let content = Array(bytes[8..<8 + count]),
            Checksum.of(content) == bytes.littleEndian(UInt32.self, at: 4)
        else { return nil }
        return content
    }

    /// - Parameter content: at most 4,000 bytes.
    package func write(_ content: [UInt8]) throws {
        var bytes: [UInt8] = []
        bytes.appendLittleEndian(UInt32(content.count))
        bytes.appendLittleEndian(Checksum.of(content))
        try file.write(bytes + content, at: 0)
    }

    package func sync() throws { try file.sync() }
}
