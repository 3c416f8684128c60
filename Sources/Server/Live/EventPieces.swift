import BasinCore
import BasinManagement
import NIOCore
import Synchronization

/// One reader's answer while it takes events of a type: pages, each made when the one before was taken, and empty lines
/// while there are none. Between two pages it holds nothing but where it is.
final class EventPieces: Sendable {
    private struct State {
        var position: StreamPosition
        var left: Int
        var isFirst = true
        var isGone = false
        var hasLeft = false
    }
    private let typeID: UInt32
    private let follows: Bool
    private let stream: EventStream
    private let followers: EventFollowers
    private let reading: BlockingThreads
    private let state: Mutex<State>
    static let heartbeat = Duration.seconds(15)
    /// All readers' pages together.
    private static let memory = 32 << 20
    private static let leastBytes = 128 << 10

    /// The reader has entered.
    init(
        _ typeID: UInt32, from position: StreamPosition, limit: Int?, follows: Bool, _ stream: EventStream,
        _ followers: EventFollowers, _ reading: BlockingThreads
    ) {
        self.typeID = typeID
        self.follows = follows
        self.stream = stream
        self.followers = followers
        self.reading = reading
        state = Mutex(State(position: position, left: limit ?? .max))
    }

    /// An answer whose body nobody ever asked for.
    deinit { _ = finish() }

    /// The next page, or an empty line; nil at the end. One caller at a time.
    func next() async throws -> ByteBuffer? {
        while true {
            let (position, left, isFirst, isGone) = state.withLock { state in
                defer { state.isFirst = false }
                return (state.position, state.left, state.isFirst, state.isGone)
            }
            guard left > 0, !isGone else { return finish() }
            let publications = followers.publications(of: typeID)
            let bytes = max(Self.leastBytes, Self.memory / max(1, followers.readers))
            let page: StreamPage
            do {
                page = try await reading.run { [stream, typeID] in
                    try stream.page(typeID, after: position, limit: left, bytes: bytes)
                }
            } catch {
                _ = finish()
                throw error
            }
            state.withLock { state in
                state.position = page.position
                state.left -= page.events
            }
            if page.events > 0 {
                followers.gave(page.events)
                return ByteBuffer(bytes: page.bytes)
            }
            guard follows else { return finish() }
            // Says that all is well before there is an event.
            if isFirst { return ByteBuffer(string: "\n") }
            switch await followers.wait(for: typeID, since: publications, atMost: Self.heartbeat) {
            case .news: continue
            case .time: return ByteBuffer(string: "\n")
            case .end: return finish()
            }
        }
    }

    /// Nobody takes anything any more. Idempotent, from any thread.
    func abandon() {
        state.withLock { $0.isGone = true }
        _ = finish()
        followers.stir(typeID)
    }

    private func finish() -> ByteBuffer? {
        let isFirst = state.withLock { state in
            defer { state.hasLeft = true }
            return !state.hasLeft
        }
        if isFirst { followers.leave(following: follows ? typeID : nil) }
        return nil
    }
}
