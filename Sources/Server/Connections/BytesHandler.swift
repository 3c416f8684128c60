import NIOCore

/// Stands where bytes are not yet requests, and no more encrypted, and tells the connection's guard what it cannot see from
/// behind the parser.
final class BytesHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    /// A client that sends more than this after its refusal is cut.
    private static let mostDrained = 64 << 20
    private let connection: ConnectionGuard
    private var drained = 0

    init(_ connection: ConnectionGuard) { self.connection = connection }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !connection.isDraining else {
            drained += unwrapInboundIn(data).readableBytes
            if drained > Self.mostDrained { context.close(promise: nil) }
            return
        }
        connection.bytesCome()
        context.fireChannelRead(data)
        connection.bytesCame()
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.fireChannelReadComplete()
        // Whoever would ask for more has been given nothing.
        if connection.isDraining { context.read() }
    }

    func read(context: ChannelHandlerContext) {
        connection.readIsAsked()
        context.read()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if connection.isDraining, case .inputClosed? = event as? ChannelEvent {
            context.close(promise: nil)
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }
}
