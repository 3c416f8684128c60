#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif
import Synchronization

/// One line on the terminal that says what is being waited for, renewed in place: on standard error, only for people.
final class StatusLine: Sendable {
    private let isDrawn = Mutex(false)

    func show(_ text: String) {
        guard Terminal.errorIsTerminal else { return }
        isDrawn.withLock { $0 = true }
        let fitting = String(Terminal.printable(text).prefix(max(20, Terminal.width - 1)))
        try? Terminal.write("\r" + fitting + "\u{1B}[K", to: STDERR_FILENO)
    }

    /// Leaves the line empty.
    func finish() {
        guard isDrawn.withLock({ $0 }) else { return }
        try? Terminal.write("\r\u{1B}[K", to: STDERR_FILENO)
    }
}
