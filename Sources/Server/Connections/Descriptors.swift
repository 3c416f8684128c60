#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How many files and connections this process may have open.
package enum Descriptors {
    /// More would only make `close` in children slow; fewer is what a system's default soft limit often is.
    private static let wanted: rlim_t = 65_536

    /// Raises the soft limit as far as the system lets it, and says how many there are now.
    package static func raise() -> Int {
        #if canImport(Glibc)
            let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #else
            let resource = RLIMIT_NOFILE
        #endif
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return 1024 }
        let before = limit.rlim_cur
        limit.rlim_cur = max(before, min(limit.rlim_max, wanted))
        if setrlimit(resource, &limit) != 0 { limit.rlim_cur = before }
        return Int(clamping: limit.rlim_cur)
    }

    /// How many of them connections may take. The rest is for the log, tables, databases and workers: a process without
    /// any left cannot write what it promised, and Dispatch on Linux ends it when it cannot open `/proc`.
    package static func connections(of descriptors: Int) -> Int {
        max(16, descriptors - max(128, descriptors / 4))
    }
}
