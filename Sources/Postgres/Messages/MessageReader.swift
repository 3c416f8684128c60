import NIOCore

/// Reads the fields of one message's body; what is not there is a violation, never a crash.
struct MessageReader {
    private var body: ByteBuffer

    init(_ body: ByteBuffer) { self.body = body }

    var bytesLeft: Int { body.readableBytes }

    mutating func byte() throws -> UInt8 { try integer() }

    mutating func integer<Value: FixedWidthInteger>(_ type: Value.Type = Value.self) throws -> Value {
        guard let value = body.readInteger(as: Value.self) else { throw Self.short }
        return value
    }

    /// A count of things that take at least `bytesEach` bytes of this message: more cannot be there.
    mutating func count(bytesEach: Int) throws -> Int {
        let count = Int(try integer(UInt16.self))
        guard count * bytesEach <= body.readableBytes else { throw Self.short }
        return count
    }

    /// Text up to a zero byte.
    mutating func text() throws -> String {
        guard let length = body.readableBytesView.firstIndex(of: 0).map({ $0 - body.readerIndex }),
            let bytes = body.readSlice(length: length)
        else { throw Self.short }
        body.moveReaderIndex(forwardBy: 1)
        guard let text = String(validating: bytes.readableBytesView, as: UTF8.self) else {
            throw PostgresError("22021", "A text in a message is not valid UTF-8.")
        }
        return text
    }

    mutating func bytes(_ length: Int) throws -> [UInt8] {
        guard length >= 0, let bytes = body.readBytes(length: length) else { throw Self.short }
        return bytes
    }

    func end() throws {
        if body.readableBytes > 0 { throw PostgresError.protocolViolation("A message is longer than what it says.") }
    }

    private static let short = PostgresError.protocolViolation("A message is shorter than what it says.")
}
