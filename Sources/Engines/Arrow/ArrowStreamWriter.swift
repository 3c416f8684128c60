/// Writes Arrow's IPC streaming format: https://arrow.apache.org/docs/format/Columnar.html#ipc-streaming-format. A message
/// for the schema, one a batch, and eight bytes for the end; uncompressed, little-endian.
struct ArrowStreamWriter {
    private let emit: ([UInt8]) throws -> Void
    private var piece: [UInt8] = []
    private static let pieceBytes = 262_144

    init(emit: @escaping ([UInt8]) throws -> Void) { self.emit = emit }

    mutating func begin(_ fields: [ArrowField]) throws {
        // Schema.fbs: little-endian, fields.
        try write(header: 1, FlatTable([0: .int16(0), 1: .tables(fields.map(\.table))]), body: 0)
    }

    mutating func append(_ batch: ArrowBatch) throws {
        try write(header: 3, batch.table, body: batch.places.length)
        for buffer in batch.buffers {
            for start in stride(from: 0, to: buffer.count, by: Self.pieceBytes) {
                let end = min(start + Self.pieceBytes, buffer.count)
                piece += UnsafeRawBufferPointer(rebasing: buffer[start..<end])
                if piece.count >= Self.pieceBytes { try flush() }
            }
            piece += [UInt8](repeating: 0, count: ArrowBatch.padded(buffer.count) - buffer.count)
        }
        if piece.count >= Self.pieceBytes { try flush() }
    }

    mutating func finish() throws {
        piece += [255, 255, 255, 255, 0, 0, 0, 0]
        try flush()
    }

    /// `Message` of Message.fbs, version 5, behind a mark and its length.
    private mutating func write(header: UInt8, _ table: FlatTable, body: Int64) throws {
        let message = FlatBuffer.bytes(
            root: FlatTable([0: .int16(4), 1: .uint8(header), 2: .table(table), 3: .int64(body)]))
        piece += [255, 255, 255, 255]
        withUnsafeBytes(of: Int32(message.count).littleEndian) { piece += $0 }
        piece += message
    }

    private mutating func flush() throws {
        if piece.isEmpty { return }
        try emit(piece)
        piece.removeAll(keepingCapacity: true)
    }
}
