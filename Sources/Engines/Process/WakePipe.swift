#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Wakes a thread that waits in `poll`.
package final class WakePipe: Sendable {
    private let ends: (read: Int32, write: Int32)

    package init() throws {
        ends = try ChildStart.pipe()
        for end in [ends.read, ends.write] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    }

    deinit {
        close(ends.read)
        close(ends.write)
    }

    package var descriptor: Int32 { ends.read }

    /// Also before the thread waits; often is as good as once.
    package func wake() { _ = write(ends.write, "w", 1) }

    package func clear() {
        var buffer = [UInt8](repeating: 0, count: 64)
        while read(ends.read, &buffer, buffer.count) > 0 {}
    }
}
