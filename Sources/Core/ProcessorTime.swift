#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// User and system time in microseconds, as the system counts it.
package enum ProcessorTime {
    /// Of the calling thread.
    package static var thread: Int64 { micros(CLOCK_THREAD_CPUTIME_ID) }
    /// Of this process, without those that it started.
    package static var process: Int64 { micros(CLOCK_PROCESS_CPUTIME_ID) }

    /// Of another process that was not waited for yet; nil where the system does not tell.
    package static func of(_ process: Int32) -> Int64? {
        #if canImport(Darwin)
            return nil
        #else
            var clock = clockid_t()
            return clock_getcpuclockid(process, &clock) == 0 ? micros(clock) : nil
        #endif
    }

    private static func micros(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        guard clock_gettime(clock, &time) == 0 else { return 0 }
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }
}
