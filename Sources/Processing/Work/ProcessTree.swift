import Foundation

/// Who started whom, as the system tells. Where it does not, nobody started anybody.
enum ProcessTree {
    static func children(of process: Int32) -> [Int32] {
        let folder = "/proc/\(process)/task"
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return tasks.flatMap { task in
            let text = (try? String(contentsOfFile: "\(folder)/\(task)/children", encoding: .utf8)) ?? ""
            return text.split(separator: " ").compactMap { Int32($0) }
        }
    }

    /// With all that they started and that still lives.
    static func withDescendants(_ processes: [Int32]) -> Set<Int32> {
        var found = Set(processes)
        var waiting = processes
        while let next = waiting.popLast() {
            for child in children(of: next) where found.insert(child).inserted { waiting.append(child) }
        }
        return found
    }
}
