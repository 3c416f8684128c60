import BasinPostgres
import NIOCore

/// A client's bytes.
enum Bytes {
    static func message(_ type: Character, _ body: ByteBuffer) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.writeInteger(type.asciiValue ?? 0)
        buffer.writeInteger(Int32(body.readableBytes + 4))
        buffer.writeImmutableBuffer(body)
        return buffer
    }

    static func startup(_ code: UInt32, _ texts: [String] = []) -> ByteBuffer {
        var body = ByteBuffer(integer: code)
        for text in texts { body.writeString(text + "\0") }
        var buffer = ByteBuffer(integer: Int32(body.readableBytes + 4))
        buffer.writeBuffer(&body)
        return buffer
    }

    static func body(_ parts: [any Sendable]) -> ByteBuffer {
        var buffer = ByteBuffer()
        for part in parts {
            switch part {
            case let text as String: buffer.writeString(text + "\0")
            case let number as Int16: buffer.writeInteger(number)
            case let number as Int32: buffer.writeInteger(number)
            case let byte as UInt8: buffer.writeInteger(byte)
            case let bytes as [UInt8]: buffer.writeBytes(bytes)
            default: break
            }
        }
        return buffer
    }

    /// A message that binds two values, the first in binary form.
    static let bind = body([
        "p", "s", Int16(2), Int16(1), Int16(0), Int16(2), Int32(4), [0, 0, 0, 7] as [UInt8], Int32(-1), Int16(1),
        Int16(1),
    ])
}
