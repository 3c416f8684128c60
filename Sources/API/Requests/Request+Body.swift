import BasinCore
import HTTPTypes
import Hummingbird
import NIOCore

extension Request {
    /// The announced length of the body; nil when it comes in chunks of unknown total.
    var contentLength: Int? { headers[.contentLength].flatMap { Int($0) } }

    /// The whole body. A body that came in one piece is not copied. Throws `.tooLarge` as soon as it is certain, and
    /// `.invalid` for one that comes so slowly that it only holds room that others need. `count` is told of each piece,
    /// and may refuse it.
    func collectedBody(
        upTo limit: Int, counting count: @Sendable (Int) throws -> Void = { _ in }
    ) async throws -> ByteBuffer {
        let announced = contentLength
        if let announced, announced > limit { throw Self.tooLarge(limit) }
        do {
            return try await collect(limit, announced, count)
        } catch {
            throw BodyPieces.explained(error)
        }
    }

    private func collect(
        _ limit: Int, _ announced: Int?, _ count: @Sendable (Int) throws -> Void
    ) async throws -> ByteBuffer {
        var iterator = body.makeAsyncIterator()
        guard var collected = try await iterator.next() else { return ByteBuffer() }
        guard collected.readableBytes <= limit else { throw Self.tooLarge(limit) }
        try count(collected.readableBytes)
        guard var next = try await iterator.next() else { return collected }
        let start = ContinuousClock.now
        var whole = ByteBuffer()
        whole.reserveCapacity(announced ?? (collected.readableBytes + next.readableBytes) * 2)
        whole.writeBuffer(&collected)
        while true {
            guard whole.readableBytes + next.readableBytes <= limit else { throw Self.tooLarge(limit) }
            try count(next.readableBytes)
            whole.writeBuffer(&next)
            let allowed = Self.patience + .milliseconds(whole.readableBytes * 1000 / Self.bytesPerSecond)
            guard ContinuousClock.now - start <= allowed else { throw Self.tooSlow }
            guard let following = try await iterator.next() else { return whole }
            next = following
        }
    }

    /// The body piece by piece, each read from the connection only when asked for. Throws `.invalid` at the end when
    /// bytes are missing, so that a file cut short is not taken for a whole one.
    func streamedBody() -> AsyncThrowingStream<ByteBuffer, any Error> {
        let pieces = BodyPieces(body.makeAsyncIterator(), announced: contentLength)
        return AsyncThrowingStream { try await pieces.next() }
    }

    private static let patience = Duration.seconds(30)
    private static let bytesPerSecond = 16_384
    private static let tooSlow = BasinError(
        .invalid, "The body came too slowly: 30 seconds and a second for each 16 KB are allowed. Send smaller batches.")

    private static func tooLarge(_ limit: Int) -> BasinError {
        BasinError(.tooLarge, "The body is larger than \(limit) bytes; send it in smaller parts.")
    }
}
