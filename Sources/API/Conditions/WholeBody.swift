import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// Takes a body that is in memory already.
final class WholeBody: ResponseBodyWriter, Sendable {
    private let held = Mutex(ByteBuffer())
    var bytes: ByteBuffer { held.withLock { $0 } }

    func write(_ buffer: ByteBuffer) async throws {
        held.withLock { held in
            // Mostly there is one piece, which is not copied.
            guard held.readableBytes > 0 else {
                held = buffer
                return
            }
            var piece = buffer
            held.writeBuffer(&piece)
        }
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
