/// Up to where events are delivered. Not synced: what is lost with it is sent again, and the server knows it by its id.
package struct AcknowledgedFile: Sendable {
    private let file: SmallFile

    package init(_ folder: QueueFolder) throws { file = try SmallFile(folder.file("acknowledged")) }

    package func read() throws -> Position {
        guard let bytes = try file.read(), bytes.count == 16 else { return .start }
        return Position(
            segment: bytes.littleEndian(UInt64.self, at: 0),
            offset: Int(truncatingIfNeeded: bytes.littleEndian(UInt64.self, at: 8)))
    }

    package func write(_ position: Position) throws {
        var bytes: [UInt8] = []
        bytes.appendLittleEndian(position.segment)
        bytes.appendLittleEndian(UInt64(position.offset))
        try file.write(bytes)
    }
}
