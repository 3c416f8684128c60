import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOSSL
import NIOTLS

/// Stands between a connection and the router: ends what clients leave unfinished, answers what is no request, and lets
/// a client that is refused hear it. What is due is `ConnectionWatch`'s to say.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private var watch: ConnectionWatch
    private var check: Scheduled<Void>?
    private var hasCompleted = false
    /// What is to be said instead of the empty 400 that Hummingbird gives, when it comes to it.
    private var malformed: Refusal?
    private(set) var isDraining = false

    init(times: ConnectionTimes = ConnectionTimes()) { watch = ConnectionWatch(times: times) }

    func handlerAdded(context: ChannelHandlerContext) {
        do {
            let pipeline = context.pipeline.syncOperations
            if let tls = try? pipeline.handler(type: NIOSSLServerHandler.self) {
                watch.handshakeBegan(.now())
                // Of what is encrypted nothing can be told: a record may come for ever and hold no byte.
                try pipeline.addHandler(BytesHandler(self), position: .after(tls))
            } else {
                try pipeline.addHandler(BytesHandler(self), position: .first)
            }
            try pipeline.addHandler(WrittenBytesHandler(self), position: .first)
            schedule(context)
        } catch {
            context.close(promise: nil)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) { check?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        check?.cancel()
        context.fireChannelInactive()
    }

    // MARK: In

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        hasCompleted = true
        switch unwrapInboundIn(data) {
        case .head(let head):
            watch.requestBegan(head, .now())
            if head.headerFields[.expect]?.lowercased() == "100-continue" { scheduleContinue(context) }
        case .body(let bytes): watch.bodyCame(bytes.readableBytes, .now())
        case .end: watch.requestEnded()
        }
        context.fireChannelRead(data)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case HTTPParserError.headerOverflow: malformed = .largeHeader
        case is HTTPParserError: malformed = .malformed
        default: break
        }
        context.fireErrorCaught(error)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            watch.isStopping = true
            if isDraining { context.close(promise: nil) }
            schedule(context)
        } else if case .handshakeCompleted? = event as? TLSUserEvent {
            watch.handshakeEnded()
        }
        context.fireUserInboundEventTriggered(event)
    }

    // MARK: Out

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        // The connection has had its last answer.
        guard !isDraining else {
            promise?.fail(ChannelError.outputClosed)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(let head) where head.status.kind == .informational: context.write(data, promise: promise)
        case .head(let head) where malformed != nil && head.headerFields[.contentLength] == "0":
            guard let malformed else { return }
            context.write(wrapOutboundOut(.head(malformed.head)), promise: promise)
            context.write(wrapOutboundOut(.body(malformed.body)), promise: nil)
        case .head(var head):
            if watch.answerBegan(head.status) { head.headerFields[.connection] = "close" }
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body: context.write(data, promise: promise)
        case .end:
            context.write(data, promise: promise)
            // What comes after something malformed cannot be understood either.
            if watch.answerEnded() == .drain || malformed != nil { drain(context) }
        }
    }

    /// Gives a refusal of its own, after which the connection ends.
    private func refuse(_ refusal: Refusal, _ context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(.head(refusal.head)), promise: nil)
        context.write(wrapOutboundOut(.body(refusal.body)), promise: nil)
        context.write(wrapOutboundOut(.end(nil)), promise: nil)
        if watch.isStopping {
            isDraining = true
            context.flush()
            context.close(promise: nil)
        } else {
            drain(context)
        }
    }

    /// Says that nothing more will be said, and throws away what still comes, so that the client is not cut off by a
    /// reset before it has read the answer.
    private func drain(_ context: ChannelHandlerContext) {
        guard !isDraining else { return }
        isDraining = true
        context.flush()
        context.close(mode: .output, promise: nil)
        context.read()
        context.eventLoop.assumeIsolated().scheduleTask(in: watch.times.drain) { context.close(promise: nil) }
    }

    // MARK: Time

    private func schedule(_ context: ChannelHandlerContext) {
        check?.cancel()
        let tick = watch.isStopping ? watch.times.tickWhenStopping : watch.times.tick
        check = context.eventLoop.assumeIsolated().scheduleTask(in: tick) { [weak self] in self?.look(context) }
    }

    private func look(_ context: ChannelHandlerContext) {
        guard !isDraining else { return }
        let buffered = try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)
        switch watch.due(.now(), buffered: buffered ?? 0) {
        case .nothing: schedule(context)
        case .refusal(let refusal): refuse(refusal, context)
        case .close: context.close(promise: nil)
        }
    }

    private func scheduleContinue(_ context: ChannelHandlerContext) {
        context.eventLoop.assumeIsolated().scheduleTask(in: watch.times.beforeContinue) { [weak self] in
            guard let self, watch.mayContinue, !isDraining else { return }
            let head = HTTPResponse(status: .continue)
            context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
        }
    }

    // MARK: What the bytes say

    func readIsAsked() { watch.readIsAsked(.now()) }

    func bytesCome() {
        watch.bytesCome()
        hasCompleted = false
    }

    func bytesCame() { watch.bytesCame(.now(), completedSomething: hasCompleted) }
    func bytesAreWritten(_ count: Int) { watch.bytesAreWritten(count) }
}
