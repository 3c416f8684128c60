/// The session and when it was last active, so that a quick restart goes on with it. Not synced.
package struct SessionFile: Sendable {
    private let file: SmallFile

    package init(_ folder: QueueFolder) throws { file = try SmallFile(folder.file("session")) }

    package func read() throws -> (id: String, lastActive: WallTime)? {
        guard let bytes = try file.read(), bytes.count == 44 else { return nil }
        return (
            String(decoding: bytes[8...], as: UTF8.self),
            WallTime(microseconds: Int64(bitPattern: bytes.littleEndian(UInt64.self, at: 0)))
        )
    }

    package func write(id: String, lastActive: WallTime) throws {
        var bytes: [UInt8] = []
        bytes.appendLittleEndian(UInt64(bitPattern: lastActive.microseconds))
        try file.write(bytes + Array(id.utf8))
    }
}
