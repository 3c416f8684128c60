import NIOCore
import NIOSSL
import Synchronization

/// Answers a client that asks for encryption before anything else, and then is gone. Nothing that came in clear is
/// taken for what came encrypted: a client that sends more than its request before it is answered is cut
/// (CVE-2021-23214).
final class EncryptionHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let requestBytes = 8
    private let tls: NIOSSLContext?
    private let isEncrypted: Encrypted
    private var buffer = ByteBuffer()
    /// Each request may come once.
    private var refusals = 0
    private var isDone = false

    init(tls: NIOSSLContext?, _ isEncrypted: Encrypted) {
        self.tls = tls
        self.isEncrypted = isEncrypted
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        if isDone { return context.fireChannelRead(data) }
        buffer.writeBuffer(&bytes)
        guard buffer.readableBytes >= Self.requestBytes else { return }
        guard buffer.getInteger(at: buffer.readerIndex, as: Int32.self) == Int32(Self.requestBytes),
            let body = buffer.getSlice(at: buffer.readerIndex + 4, length: 4), let request = try? StartupRequest(body),
            request == .encryption || request == .gssEncryption
        else { return handOn(context) }
        guard buffer.readableBytes == Self.requestBytes, !isEncrypted.value, refusals < 2 else {
            return context.close(promise: nil)
        }
        buffer.clear()
        if request == .encryption, let tls {
            encrypt(context, tls)
        } else {
            refusals += 1
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "N")), promise: nil)
        }
    }

    private func encrypt(_ context: ChannelHandlerContext, _ tls: NIOSSLContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "S")), promise: nil)
        do {
            try context.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls), position: .before(self))
            isEncrypted.set()
        } catch {
            context.close(promise: nil)
        }
    }

    private func handOn(_ context: ChannelHandlerContext) {
        isDone = true
        let bytes = buffer
        buffer = ByteBuffer()
        context.fireChannelRead(wrapInboundOut(bytes))
        context.fireChannelReadComplete()
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }
}

/// Whether a connection is encrypted.
final class Encrypted: Sendable {
    private let flag = Atomic<Bool>(false)

    var value: Bool { flag.load(ordering: .acquiring) }
    func set() { flag.store(true, ordering: .releasing) }
}
