import BasinCore
import NIOCore

/// Stands first in a connection's pipeline while an answer is being made, and sees that the client closed its side. The
/// connection itself stays open then, since it may still be written to.
final class DepartureHandler: ChannelInboundHandler, RemovableChannelHandler, Sendable {
    typealias InboundIn = NIOAny
    private let departure: Departure

    init(_ departure: Departure) { self.departure = departure }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .inputClosed? = event as? ChannelEvent { departure.tell() }
        context.fireUserInboundEventTriggered(event)
    }

    /// Also when the pipeline is taken apart without another word.
    func handlerRemoved(context: ChannelHandlerContext) { departure.tell() }

    func channelInactive(context: ChannelHandlerContext) {
        departure.tell()
        context.fireChannelInactive()
    }
}
