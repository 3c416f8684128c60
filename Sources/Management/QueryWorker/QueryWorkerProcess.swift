import BasinEngines
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A query worker as the pool sees it: two pipes and a process.
final class QueryWorkerProcess: @unchecked Sendable {  // Used by one thread at a time: who took it from the pool.
    let wake: WakePipe
    var orders = 0
    var idleSince = ContinuousClock.now

    private let child: PipedChild
    private var frames = QueryFrameReader()
    private var pending: ArraySlice<UInt8> = []

    init(_ start: ChildStart) throws {
        wake = try WakePipe()
        child = try PipedChild(start)
        #if canImport(Glibc)
            // F_SETPIPE_SZ: fewer turns of the two processes for a long result. Where it is refused, there are more.
            _ = fcntl(child.output, 1031, 512 << 10)
        #endif
    }

    var process: Int32 { child.process }

    /// Sends a frame as far as the worker takes it; `flush` and `wait` send the rest.
    func send(_ kind: QueryFrame.Kind, _ content: some Collection<UInt8>) {
        pending.append(contentsOf: QueryFrame.header(kind, count: content.count))
        pending.append(contentsOf: content)
        flush()
    }

    /// Whether all that was sent is written.
    var isFlushed: Bool { pending.isEmpty }

    /// Waits for the worker, for `wake` or for the time, whichever is first.
    /// - Throws: `QueryWorkerLoss`.
    func wait(atMost time: Duration) throws {
        if child.wait(wake: wake, sending: !pending.isEmpty, atMost: time).takes { flush() }
    }

    /// Does not wait.
    func flush() {
        if pending.isEmpty { return }
        let count = pending.withUnsafeBytes { Foundation.write(child.input, $0.baseAddress, $0.count) }
        if count > 0 {
            // What is written is not kept: an order is long, and says what people asked.
            pending = count == pending.count ? [] : pending.dropFirst(count)
        } else if errno != EAGAIN && errno != EINTR {
            // It is gone: what it said before is still to be read, and then the end.
            pending = []
        }
    }

    /// What it said, if there is something.
    /// - Throws: `QueryWorkerLoss`.
    func next() throws -> (QueryFrame.Kind, [UInt8])? {
        do {
            switch try frames.next(child.output) {
            case .frame(let kind, let content): return (kind, content)
            case .later: return nil
            case .end: throw QueryWorkerLoss.ended
            }
        } catch let error as QueryWorkerLoss {
            throw error
        } catch {
            // Whoever is killed while it writes leaves the beginning of a frame.
            throw child.isClosed ? QueryWorkerLoss.ended : .garbage
        }
    }

    /// Of one that has no order: whether it is there and silent, as it should be.
    var isFit: Bool { child.isSilent }

    /// Ends it, and says how it ended: by itself, or just now. Idempotent.
    func end() -> ChildEnd { child.end() }

    /// From any thread, while it was not waited for.
    func kill() { child.kill() }
}
