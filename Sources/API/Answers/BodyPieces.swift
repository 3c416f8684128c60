import BasinCore
import Hummingbird
import NIOCore

/// The rest of a request's body.
///
/// `@unchecked Sendable`: a stream asks for one piece at a time, from the one task that reads it.
final class BodyPieces: @unchecked Sendable {
    private var iterator: RequestBody.AsyncIterator
    private var missing: Int?

    init(_ iterator: RequestBody.AsyncIterator, announced: Int?) {
        self.iterator = iterator
        missing = announced
    }

    func next() async throws -> ByteBuffer? {
        let next: ByteBuffer?
        do {
            next = try await iterator.next()
        } catch {
            throw Self.explained(error)
        }
        guard let piece = next else {
            guard missing ?? 0 == 0 else {
                throw BasinError(.invalid, "The body ended before its announced length; send it again.")
            }
            return nil
        }
        missing = missing.map { $0 - piece.readableBytes }
        return piece
    }

    /// A connection that breaks is the client's error, not ours.
    static func explained(_ error: any Error) -> any Error {
        guard !(error is BasinError || error is CancellationError) else { return error }
        return BasinError(.invalid, "The connection broke before the body ended; send it again.")
    }
}
