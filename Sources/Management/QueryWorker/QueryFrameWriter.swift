import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Writes a worker's frames, one at a time whatever thread they come from. Waits while the server is behind: that is how a
/// slow client makes a query wait.
final class QueryFrameWriter: Sendable {
    private let descriptor: Int32
    private let turn = Mutex(())

    init(descriptor: Int32) { self.descriptor = descriptor }

    /// Ends the process when nobody reads.
    func write(_ kind: QueryFrame.Kind, _ content: some Collection<UInt8>) {
        let frame = QueryFrame.header(kind, count: content.count) + content
        turn.withLock { _ in
            var done = 0
            while done < frame.count {
                let count = frame.withUnsafeBytes { put(descriptor, $0.baseAddress! + done, frame.count - done) }
                if count < 0 && errno == EINTR { continue }
                if count <= 0 { _exit(QueryWorkerExit.done) }
                done += count
            }
        }
    }
}

/// `write`, which the class has a method of that name before.
private func put(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int { write(descriptor, bytes, count) }
