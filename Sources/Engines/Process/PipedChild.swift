import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A child process that is told through one pipe what to do and says through another what became of it. Neither waits.
/// It ends with this value.
package final class PipedChild {
    package let process: Int32
    /// What it reads.
    package let input: Int32
    /// What it writes.
    package let output: Int32

    private var ended: ChildEnd?

    /// - Throws: as `ChildStart`.
    package init(_ start: ChildStart) throws {
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
        _ = end()
        close(input)
        close(output)
    }

    /// Waits until it says something, until it takes more of what is sent, for `wake` or for the time, whichever is first.
    /// - Parameter sending: whether there is something to send.
    package func wait(wake: WakePipe, sending: Bool, atMost time: Duration) -> (says: Bool, takes: Bool) {
        var entries = [
            pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: output, events: Int16(POLLIN), revents: 0),
            pollfd(fd: sending ? input : -1, events: Int16(POLLOUT), revents: 0),
        ]
        let milliseconds = min(60_000, max(0, time / .milliseconds(1))).rounded(.up)
        _ = poll(&entries, nfds_t(entries.count), Int32(milliseconds))
        if entries[0].revents != 0 { wake.clear() }
        return (entries[1].revents != 0, entries[2].revents != 0)
    }

    /// Ends it, and says how it ended: by itself, or just now. Idempotent.
    /// - Parameter groups: of processes that end with it, also when it ended by itself.
    package func end(with groups: [Int32] = []) -> ChildEnd {
        if let ended { return ended }
        // A pipe that is closed comes before the process's end; a moment more tells a crash from our own signal.
        var end: ChildEnd?
        if isClosed { for _ in 0..<100 where end == nil { end = ChildEnd.poll(process) ?? pause() } }
        if end == nil { kill() }
        for group in groups { _ = Foundation.kill(-group, SIGKILL) }
        let known = end ?? ChildEnd.wait(process)
        ended = known
        return known
    }

    /// From any thread, while it was not waited for.
    package func kill() { _ = Foundation.kill(-process, SIGKILL) }

    /// Whether nothing more comes of it.
    package var isClosed: Bool {
        var entry = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) > 0 && entry.revents & Int16(POLLHUP) != 0
    }

    /// Whether it is there and has said nothing that was not read.
    package var isSilent: Bool {
        var entry = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) == 0
    }

    private func pause() -> ChildEnd? {
        _ = poll(nil, 0, 2)
        return nil
    }
}
