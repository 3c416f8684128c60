import CProcess

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How a process ended.
package enum ChildEnd: Sendable, Hashable, CustomStringConvertible {
    case exit(Int32)
    case signal(Int32)

    package init(status: Int32) {
        let signal = basin_exit_signal(status)
        self = signal == 0 ? .exit(basin_exit_code(status)) : .signal(signal)
    }

    package var description: String {
        switch self {
        case .exit(let code): "exit code \(code)"
        case .signal(let number): "signal \(number) (\(String(cString: strsignal(number))))"
        }
    }

    /// Asks without waiting; nil while the process runs. CPU seconds include the descendants that it waited for.
    package static func poll(_ process: Int32) -> ChildEnd? {
        var status: Int32 = 0
        let got = waitpid(process, &status, WNOHANG)
        if got == process { return ChildEnd(status: status) }
        // Somebody else waited for it: it is gone, and nobody knows how.
        return got < 0 && errno == ECHILD ? .exit(-1) : nil
    }

    /// Waits. Only after `SIGKILL`, which nothing survives for long.
    package static func wait(_ process: Int32) -> ChildEnd {
        var status: Int32 = 0
        while true {
            let got = waitpid(process, &status, 0)
            if got == process { return ChildEnd(status: status) }
            if got < 0 && errno != EINTR { return .exit(-1) }
        }
    }
}
