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
    private(set) var lastHeard = ContinuousClock.now
    private(set) var memoryBytes: Int64 = 0
    /// Since it began, as it last told.
    private(set) var cpuSeconds = 0.0
    var orders = 0

    private let child: PipedChild
    private var commandGroup: Int32?
    private var frames = FrameBuffer()
    private var pending: ArraySlice<UInt8> = []

    init(_ start: ChildStart) throws { child = try PipedChild(start) }

    deinit { _ = kill() }

    var process: Int32 { child.process }

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
        let (says, takes) = child.wait(wake: wake, sending: !pending.isEmpty, atMost: time)
        if takes { try write() }
        return says ? try read() : []
    }

    private func write() throws {
        let count = pending.withUnsafeBytes { Foundation.write(child.input, $0.baseAddress, $0.count) }
        if count > 0 {
            pending = pending.dropFirst(count)
        } else if errno != EAGAIN && errno != EINTR {
            throw Lost.ended
        }
    }

    private func read() throws -> [WorkerReply] {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let got = Foundation.read(child.output, &buffer, buffer.count)
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
        // Its own group also when it ended by itself: what it started may still be there.
        child.end(with: [process] + [commandGroup].compactMap { $0 }.filter { $0 > 1 })
    }

    enum Lost: Error {
        /// It closed its pipes.
        case ended
        /// What it writes are no replies.
        case garbage
    }
}
