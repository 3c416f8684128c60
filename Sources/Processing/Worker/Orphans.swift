import CProcess
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Processes that a command left behind outside its process group. Only for a worker: all its children are such.
enum Orphans {
    /// They become the worker's children instead of the system's.
    static func adopt() { _ = basin_adopt_orphans() }

    static func end() {
        for _ in 0..<100 {
            let children = Self.children
            for child in children { kill(child, SIGKILL) }
            for child in children { _ = ChildEnd.wait(child) }
            // The ended ones' own children are ours now.
            if children.isEmpty { return }
        }
    }

    private static var children: [Int32] {
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
        return tasks.flatMap { task in
            let text = (try? String(contentsOfFile: "/proc/self/task/\(task)/children", encoding: .utf8)) ?? ""
            return text.split(separator: " ").compactMap { Int32($0) }
        }
    }
}
