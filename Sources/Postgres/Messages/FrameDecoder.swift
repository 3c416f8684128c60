package import NIOCore

/// Cuts bytes into frames: PostgreSQL's protocol 3.0, "Message Formats". Looks at lengths before anything is kept.
package struct FrameDecoder: NIOSingleStepByteToMessageDecoder, Sendable {
    package typealias InboundOut = Frame
    private let limits: PostgresLimits
    private enum Stage { case startup, password, session }
    private var stage = Stage.startup

    package init(limits: PostgresLimits = PostgresLimits()) { self.limits = limits }

    /// - Throws: `PostgresError` for a length that is impossible or over the limit; what follows cannot be understood.
    package mutating func decode(buffer: inout ByteBuffer) throws -> Frame? {
        stage == .startup ? try startup(&buffer) : try message(&buffer)
    }

    package mutating func decodeLast(buffer: inout ByteBuffer, seenEOF: Bool) throws -> Frame? {
        try decode(buffer: &buffer)
    }

    private mutating func startup(_ buffer: inout ByteBuffer) throws -> Frame? {
        guard let length = buffer.getInteger(at: buffer.readerIndex, as: Int32.self) else { return nil }
        guard (8...limits.startupBytes).contains(Int(length)) else {
            throw PostgresError.protocolViolation("The first message has the impossible length \(length).")
        }
        guard buffer.readableBytes >= Int(length) else { return nil }
        buffer.moveReaderIndex(forwardBy: 4)
        guard let body = buffer.readSlice(length: Int(length) - 4) else { return nil }
        stage = .password
        return .startup(body)
    }

    private mutating func message(_ buffer: inout ByteBuffer) throws -> Frame? {
        guard let type = buffer.getInteger(at: buffer.readerIndex, as: UInt8.self),
            let length = buffer.getInteger(at: buffer.readerIndex + 1, as: Int32.self)
        else { return nil }
        // Nobody is known yet when the password comes.
        let most = stage == .password ? limits.startupBytes : limits.messageBytes
        guard (4...most).contains(Int(length)) else {
            throw PostgresError(
                "08P01", "A message of \(length) bytes is longer than the \(most) that are read, or impossible.",
                severity: .fatal)
        }
        guard buffer.readableBytes > Int(length) else { return nil }
        buffer.moveReaderIndex(forwardBy: 5)
        guard let body = buffer.readSlice(length: Int(length) - 4) else { return nil }
        stage = .session
        return .message(type: type, body: body)
    }
}
