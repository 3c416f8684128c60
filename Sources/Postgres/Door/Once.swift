import NIOCore
import Synchronization

/// A piece that is given to the first who asks.
final class Once: Sendable {
    private let piece: Mutex<ByteBuffer?>

    init(_ piece: ByteBuffer) { self.piece = Mutex(piece.readableBytes > 0 ? piece : nil) }

    func take() -> ByteBuffer? { piece.withLock { $0.take() } }
}
