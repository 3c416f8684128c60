import Synchronization

/// The event types and datasets whose Iceberg table may be behind what is published, and a bell that rings for new ones.
final class Unprojected: Sendable {
    private let ids = Mutex<Set<UInt32>>([])
    private let bell: AsyncStream<Void>
    private let ringing: AsyncStream<Void>.Continuation

    init() { (bell, ringing) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    var all: Set<UInt32> { ids.withLock { $0 } }

    /// - Parameter quietly: it failed, so that it need not be tried again at once.
    func insert(_ new: some Sequence<UInt32>, quietly: Bool = false) {
        ids.withLock { $0.formUnion(new) }
        if !quietly, !all.isEmpty { ringing.yield() }
    }

    /// Whether it was there.
    func remove(_ id: UInt32) -> Bool { ids.withLock { $0.remove(id) != nil } }

    /// Until there is something new, or so long. One caller.
    func wait(atMost time: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [bell] in for await _ in bell { return } }
            group.addTask { try? await Task.sleep(for: time) }
            await group.next()
            group.cancelAll()
        }
    }
}
