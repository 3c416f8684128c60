import BasinWire
import HTTPTypes
import Hummingbird
import NIOCore

/// Hands an answer's bytes to a transport's receiver.
struct ReceivingWriter: ResponseBodyWriter {
    var head: WireHead
    var receive: Transport.Receive

    mutating func write(_ buffer: ByteBuffer) async throws {
        guard buffer.readableBytes > 0 else { return }
        try await receive(head, Array(buffer.readableBytesView))
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
