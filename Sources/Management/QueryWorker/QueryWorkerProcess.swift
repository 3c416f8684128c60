import BasinCore
import BasinEngines
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A query worker as the pool sees it: two pipes and a process.
final class QueryWorkerProcess: @unchecked Sendable {  // Used by one thread at a time: who took it from the pool.
    let process: Int32
    let wake: WakePipe
    var orders = 0
    var idleSince = ContinuousClock.now

    private let input: Int32
    private let output: Int32
    private var frames = QueryFrameReader()
    private var pending: ArraySlice<UInt8> = []
    private var ended: ChildEnd?

    init(_ start: ChildStart) throws {
        wake = try WakePipe()
        let requests = try ChildStart.pipe()
        defer { close(requests.read) }
        let replies: (read: Int32, write: Int32)
        do {
            replies = try ChildStart.pipe()
        } catch {
            close(requests.write)
            throw error
        }
        defer { close(replies.write) }
        do {
            var start = start
            // A crash report shows what memory held, and that may be somebody's.
            start.environment["SWIFT_BACKTRACE"] = "enable=no"
            // What else it says about its end belongs into the server's own error output.
            process = try start.start(input: requests.read, output: replies.write, errors: 2)
        } catch {
            close(requests.write)
            close(replies.read)
            throw error
        }
        input = requests.write
        output = replies.read
        for end in [input, output] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        #if canImport(Glibc)
            // F_SETPIPE_SZ: fewer turns of the two processes for a long result. Where it is refused, there are more.
            _ = fcntl(output, 1031, 512 << 10)
        #endif
    }

    deinit {
        _ = end()
        close(input)
        close(output)
    }

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
        var entries = [
            pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: output, events: Int16(POLLIN), revents: 0),
            pollfd(fd: pending.isEmpty ? -1 : input, events: Int16(POLLOUT), revents: 0),
        ]
        let milliseconds = min(60_000, max(0, time / .milliseconds(1))).rounded(.up)
        _ = poll(&entries, nfds_t(entries.count), Int32(milliseconds))
        if entries[0].revents != 0 { wake.clear() }
        if entries[2].revents != 0 { flush() }
    }

    /// Does not wait.
    func flush() {
        if pending.isEmpty { return }
        let count = pending.withUnsafeBytes { Foundation.write(input, $0.baseAddress, $0.count) }
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
            switch try frames.next(output) {
            case .frame(let kind, let content): return (kind, content)
            case .later: return nil
            case .end: throw QueryWorkerLoss.ended
            }
        } catch let error as QueryWorkerLoss {
            throw error
        } catch {
            // Whoever is killed while it writes leaves the beginning of a frame.
            throw isClosed ? QueryWorkerLoss.ended : .garbage
        }
    }

    /// Of one that has no order: whether it is there and silent, as it should be.
    var isFit: Bool {
        var entry = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) == 0
    }

    /// Ends it, and says how it ended: by itself, or just now. Idempotent.
    func end() -> ChildEnd {
        if let ended { return ended }
        // A pipe that is closed comes before the process's end; a moment more tells a crash from our own signal.
        var end: ChildEnd?
        if isClosed { for _ in 0..<100 where end == nil { end = ChildEnd.poll(process) ?? pause() } }
        if end == nil { kill() }
        let known = end ?? ChildEnd.wait(process)
        ended = known
        return known
    }

    /// From any thread, while it was not waited for.
    func kill() { _ = Foundation.kill(-process, SIGKILL) }

    private var isClosed: Bool {
        var entry = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) > 0 && entry.revents & Int16(POLLHUP) != 0
    }

    private func pause() -> ChildEnd? {
        _ = poll(nil, 0, 2)
        return nil
    }
}
