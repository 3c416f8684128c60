#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What a process gives up for the sake of the others on the machine.
package enum Restraint {
    /// No core file: it would hold what memory held, and that is somebody's.
    package static func leaveNoCore() {
        #if canImport(Glibc)
            let resource = __rlimit_resource_t(RLIMIT_CORE.rawValue)
        #else
            let resource = RLIMIT_CORE
        #endif
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(resource, &none)
    }

    /// Everything else goes first when cores are scarce: of this thread, and of those that it makes.
    package static func stepBack() {
        #if canImport(Darwin)
            pthread_set_qos_class_self_np(QOS_CLASS_UTILITY, 0)
        #else
            #if canImport(Glibc)
                let which = __priority_which_t(PRIO_PROCESS.rawValue)
            #else
                let which = Int32(PRIO_PROCESS)
            #endif
            setpriority(which, 0, 10)
        #endif
    }

    /// When the machine has no memory left, the system ends this process before the one that started it.
    package static func volunteer() {
        let file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        _ = write(file, "700", 3)
        close(file)
    }
}
