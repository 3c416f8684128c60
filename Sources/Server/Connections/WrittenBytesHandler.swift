import NIOCore

/// Stands next to the socket and counts what is written to it: behind TLS that is more than what was said, and only this
/// can be held against what the socket still holds.
final class WrittenBytesHandler: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    private let connection: ConnectionGuard

    init(_ connection: ConnectionGuard) { self.connection = connection }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        connection.bytesAreWritten(unwrapOutboundIn(data).readableBytes)
        context.write(data, promise: promise)
    }
}
