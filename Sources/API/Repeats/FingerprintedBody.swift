import BasinCore
import Hummingbird
import NIOCore

/// A request's body on its way to a handler, with what it says noted in passing.
///
/// `@unchecked Sendable`: the handler reads it in one task, and what it left is read after it returned.
final class FingerprintedBody: @unchecked Sendable {
    private var rest: RequestBody.AsyncIterator
    private var fingerprint: RequestFingerprint
    private var isAtEnd = false

    init(_ request: Request, contentType: String) {
        rest = request.body.makeAsyncIterator()
        fingerprint = RequestFingerprint(query: request.uri.query, contentType: contentType)
    }

    /// For the handler.
    var body: RequestBody {
        RequestBody(asyncSequence: AsyncThrowingStream<ByteBuffer, any Error> { try await self.next() })
    }

    private func next() async throws -> ByteBuffer? {
        guard !isAtEnd, let piece = try await rest.next() else {
            isAtEnd = true
            return nil
        }
        fingerprint.add(piece)
        return piece
    }

    /// Reads what nobody read. Throws `.invalid` when the connection breaks.
    func whole() async throws -> [UInt8] {
        do {
            while try await next() != nil {}
        } catch {
            throw BodyPieces.explained(error)
        }
        return fingerprint.bytes
    }
}
