package import NIOCore

/// One message as it came, before anybody looks into it.
package enum Frame: Sendable, Equatable {
    /// The first message, which has no type: a request for encryption or cancellation, or the start of a session.
    case startup(ByteBuffer)
    case message(type: UInt8, body: ByteBuffer)
}
