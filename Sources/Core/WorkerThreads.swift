import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Threads of our own that take work in the order in which it comes. They are not those of Dispatch: its pool is as wide
/// as the machine has cores and is also what Swift's own pool runs on, so that a few busy queries would stop everything.
final class WorkerThreads: Sendable {
    typealias Work = @Sendable () -> Void

    private struct State {
        var waiting: [Work?] = []
        /// Where `waiting` begins; what is before it was taken, and is nil.
        var first = 0
        var threadCount = 0
        /// Threads that wait for work, less those for which a signal is on its way.
        var idleCount = 0

        mutating func take() -> Work? {
            guard first < waiting.count else { return nil }
            let work = waiting[first].take()
            first += 1
            // Half of it or more is empty: moving the rest costs no more than what was taken.
            if first == waiting.count || (first >= 1024 && first * 2 >= waiting.count) {
                waiting.removeFirst(first)
                first = 0
            }
            return work
        }
    }

    private let label: String
    private let limit: Int
    private let isBackground: Bool
    private let state = Mutex(State())
    private let arrivals = DispatchSemaphore(value: 0)
    private static let stackBytes = 8 << 20
    private static let patience = DispatchTimeInterval.seconds(10)

    /// - Parameters:
    ///   - limit: threads at most. They are made when work comes and none is idle, and end when they were idle for long.
    ///   - isBackground: they get what the other threads of this process leave.
    init(label: String, limit: Int, isBackground: Bool) {
        self.label = label
        self.limit = max(1, limit)
        self.isBackground = isBackground
    }

    func add(_ work: @escaping Work) {
        let (wakes, begins) = state.withLock { state in
            state.waiting.append(work)
            if state.idleCount > 0 {
                state.idleCount -= 1
                return (true, false)
            }
            guard state.threadCount < limit else { return (false, false) }
            state.threadCount += 1
            return (false, true)
        }
        if wakes { arrivals.signal() }
        if begins { begin() }
    }

    private func begin() {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        pthread_attr_setstacksize(&attributes, Self.stackBytes)
        let this = Unmanaged.passRetained(self).toOpaque()
        #if canImport(Glibc)
            var thread = pthread_t()
        #else
            var thread: pthread_t?
        #endif
        #if canImport(Darwin)
            let code = pthread_create(&thread, &attributes, { WorkerThreads.main($0) }, this)
        #else
            let code = pthread_create(&thread, &attributes, { $0.flatMap { WorkerThreads.main($0) } }, this)
        #endif
        guard code != 0 else { return }
        Unmanaged<WorkerThreads>.fromOpaque(this).release()
        let isAlone = state.withLock { state in
            state.threadCount -= 1
            return state.threadCount == 0
        }
        // The system gives no thread: what waits goes to those there are, or, with none, to Dispatch's.
        if isAlone { DispatchQueue.global().async { self.state.withLock { $0.take() }?() } }
    }

    private static func main(_ this: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        Unmanaged<WorkerThreads>.fromOpaque(this).takeRetainedValue().work()
        return nil
    }

    private func work() {
        #if canImport(Darwin)
            pthread_setname_np(label)
            if isBackground { pthread_set_qos_class_self_np(QOS_CLASS_UTILITY, 0) }
        #else
            #if canImport(Glibc)
                let which = __priority_which_t(PRIO_PROCESS.rawValue)
            #else
                let which = Int32(PRIO_PROCESS)
            #endif
            // On Linux 0 is the calling thread, not its process; threads that it makes inherit it.
            if isBackground { setpriority(which, 0, 10) }
        #endif
        while true {
            while let work = state.withLock({ $0.take() }) { work() }
            let mayWait = state.withLock { state in
                if state.first < state.waiting.count { return false }
                state.idleCount += 1
                return true
            }
            if mayWait, !waits() { return }
        }
    }

    /// Until there may be work; false when there was none for long, and the thread ends.
    private func waits() -> Bool {
        if arrivals.wait(timeout: .now() + Self.patience) == .success { return true }
        let ends = state.withLock { state in
            guard state.idleCount > 0 else { return false }
            state.idleCount -= 1
            state.threadCount -= 1
            return true
        }
        // Everyone who waits has been signalled: so this thread too.
        if !ends { arrivals.wait() }
        return !ends
    }
}
