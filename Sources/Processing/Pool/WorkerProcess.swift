import BasinCore
import BasinEngines
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A worker as the pool sees it: two pipes and a process. Stays with the thread of its slot.
final class WorkerProcess {
    let process: Int32
    private(set) var lastHeard = ContinuousClock.now
    private(set) var memoryBytes: Int64 = 0
    /// Since it began, as it last told.
    private(set) var cpuSeconds = 0.0
    var orders = 0

    private let input: Int32
    private let output: Int32
    private var commandGroup: Int32?
    private var frames = FrameBuffer()
    private var pending: ArraySlice<UInt8> = []
    private var ended: ChildEnd?

    init(_ start: ChildStart) throws {
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
    }

    deinit {
        _ = kill()
        close(input)
        close(output)
    }

    /// Queues a request; `wait` writes it as the worker takes it.
    func send(_ request: WorkerRequest) throws {
        guard let frame = FrameBuffer.frame(Array(try JSONEncoder().encode(request))) else {
            throw WorkFailure(
                .userError,
                "The order is longer than \(FrameBuffer.maximumBytes >> 20) MiB: "
                    + "it names too many files; compact its inputs."
            )
        }
        pending.append(contentsOf: frame)
    }

    /// Waits for the worker, for `wake` or for the time, whichever is first, and returns what the worker said.
    /// - Throws: `Lost` when nothing more can come.
    func wait(wake: WakePipe, atMost time: Duration) throws -> [WorkerReply] {
        var entries = [
            pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: output, events: Int16(POLLIN), revents: 0),
            pollfd(fd: pending.isEmpty ? -1 : input, events: Int16(POLLOUT), revents: 0),
        ]
        let milliseconds = min(60_000, max(0, time / .milliseconds(1))).rounded(.up)
        _ = poll(&entries, nfds_t(entries.count), Int32(milliseconds))
        wake.clear()
        if entries[2].revents != 0 { try write() }
        return entries[1].revents == 0 ? [] : try read()
    }

    private func write() throws {
        let count = pending.withUnsafeBytes { Foundation.write(input, $0.baseAddress, $0.count) }
        if count > 0 {
            pending = pending.dropFirst(count)
        } else if errno != EAGAIN && errno != EINTR {
            throw Lost.ended
        }
    }

    private func read() throws -> [WorkerReply] {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let got = Foundation.read(output, &buffer, buffer.count)
        if got < 0 && (errno == EAGAIN || errno == EINTR) { return [] }
        guard got > 0 else { throw Lost.ended }
        lastHeard = ContinuousClock.now
        frames.append(buffer[..<got])
        var replies: [WorkerReply] = []
        do {
            while let frame = try frames.next() {
                let reply = try JSONDecoder().decode(WorkerReply.self, from: Data(frame))
                note(reply)
                replies.append(reply)
            }
        } catch {
            throw Lost.garbage
        }
        return replies
    }

    private func note(_ reply: WorkerReply) {
        switch reply {
        case .command(let group): commandGroup = group
        case .heartbeat(let beat):
            memoryBytes = beat.memoryBytes
            cpuSeconds = beat.cpuSeconds
        case .ready, .result: break
        }
    }

    /// Ends it and the command that it runs, and says how it ended: by itself, or just now. Idempotent.
    func kill() -> ChildEnd {
        if let ended { return ended }
        // A pipe that is closed comes before the process's end; a moment more tells a crash from our own signal.
        var end: ChildEnd?
        if isClosed { for _ in 0..<100 where end == nil { end = ChildEnd.poll(process) ?? pause() } }
        _ = Foundation.kill(-process, SIGKILL)
        if let commandGroup, commandGroup > 1 { _ = Foundation.kill(-commandGroup, SIGKILL) }
        let known = end ?? ChildEnd.wait(process)
        ended = known
        return known
    }

    private var isClosed: Bool {
        var entry = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) > 0 && entry.revents & Int16(POLLHUP) != 0
    }

    private func pause() -> ChildEnd? {
        _ = poll(nil, 0, 2)
        return nil
    }

    enum Lost: Error {
        /// It closed its pipes.
        case ended
        /// What it writes are no replies.
        case garbage
    }
}
