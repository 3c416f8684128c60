import BasinCore
import BasinEngines

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// One execution of a program, from its start until nothing of its process group is left.
///
/// The thread that runs it must live as long as the process: the program is killed with it.
struct CommandRun {
    private var start: ChildStart
    private let limits: RunLimits
    private let graceMilliseconds: Int64
    private(set) var log = CommandLog()
    private(set) var peakBytes: Int64 = 0

    init(start: ChildStart, limits: RunLimits, graceMilliseconds: Int64) {
        self.start = start
        self.limits = limits
        self.graceMilliseconds = graceMilliseconds
        self.start.diesWithThread = true
    }

    /// - Parameter started: told the process group, and nil when it is gone.
    /// - Throws: `WorkFailure` when it was stopped by a limit or by somebody.
    mutating func run(_ cancellation: RunCancellation, started: (Int32?) -> Void) throws -> ChildEnd {
        let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
        defer { close(nothing) }
        let pipe = try ChildStart.pipe()
        defer { close(pipe.read) }
        _ = fcntl(pipe.read, F_SETFL, O_NONBLOCK)
        let process: Int32
        do {
            defer { close(pipe.write) }
            process = try start.start(input: nothing, output: pipe.write, errors: pipe.write)
        }
        started(process)
        defer { started(nil) }
        var stop: WorkFailure?
        var killAt: ContinuousClock.Instant?
        var measureAt = ContinuousClock.now
        var isOpen = true
        while true {
            wait(isOpen ? pipe.read : -1)
            if isOpen { isOpen = drain(pipe.read) }
            if let end = ChildEnd.poll(process) {
                // What it started goes with it: nobody would stop it later.
                kill(-process, SIGKILL)
                _ = drain(pipe.read)
                if let stop { throw stop }
                return end
            }
            let now = ContinuousClock.now
            if stop == nil, now >= measureAt {
                measureAt = now + .milliseconds(100)
                peakBytes = max(peakBytes, ProcessMeter.commandBytes(process))
                if peakBytes > limits.memoryBytes { stop = EngineFailure.memory(limits) }
            }
            stop = stop ?? cancellation.reason
            guard let stop else { continue }
            if killAt == nil {
                // What takes too much of what others need gets no time to take more.
                kill(-process, [.memory, .other].contains(stop.kind) ? SIGKILL : SIGTERM)
                killAt = now + .milliseconds(graceMilliseconds)
            } else if let time = killAt, now >= time {
                kill(-process, SIGKILL)
            }
        }
    }

    /// At most 20 ms; shorter when the program writes or closes its output, as it does when it ends.
    private func wait(_ descriptor: Int32) {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = poll(&entry, 1, descriptor < 0 ? 2 : 20)
    }

    /// Takes what is there; false at the end.
    private mutating func drain(_ descriptor: Int32) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        // Bounded, so that a program that never stops writing cannot keep its limits from being looked at.
        for _ in 0..<64 {
            let got = read(descriptor, &buffer, buffer.count)
            if got > 0 { log.append(buffer[..<got]) } else { return got < 0 && (errno == EAGAIN || errno == EINTR) }
        }
        return true
    }
}
