import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// The thread that writes events. It is in no hurry: what waits on it, waits in memory.
enum WritingThread {
    static func start(_ body: @escaping @Sendable () -> Void) {
        let thread = Thread {
            #if canImport(Glibc)
                // Woken by a caller of `track`, it does not take the caller's core.
                var parameters = sched_param(sched_priority: 0)
                let batch: Int32 = 3  // SCHED_BATCH, a macro that does not reach Swift
                pthread_setschedparam(pthread_self(), batch, &parameters)
            #endif
            body()
        }
        thread.name = "basin-events.writer"
        thread.qualityOfService = .utility
        thread.start()
    }
}
