import BasinEngines
import CProcess
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Processes that a command left behind outside its process group. Only for a worker: all its children are such.
enum Orphans {
    private static let areAdopted = Atomic(false)

    /// They become the worker's children instead of the system's.
    static func adopt() {
        if basin_adopt_orphans() == 0 { areAdopted.store(true, ordering: .relaxed) }
    }

    static func end() {
        for _ in 0..<100 {
            let children = ProcessTree.children(of: getpid())
            for child in children { kill(child, SIGKILL) }
            for child in children { _ = ChildEnd.wait(child) }
            // The ended ones' own children are ours now.
            if children.isEmpty { return }
        }
    }

    /// This process's children, if all of them belong to its command.
    static var adopted: [Int32] { areAdopted.load(ordering: .relaxed) ? ProcessTree.children(of: getpid()) : [] }
}
