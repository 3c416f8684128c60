import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What is left of a command when its worker was lost: programs that left its process group are found by the output
/// folder in their environment, which belongs to this one attempt and which they inherited.
enum CommandRemains {
    /// Blocks for as long as it takes to look at all processes, some milliseconds.
    static func end(of order: WorkOrder) {
        guard case .command = order.work else { return }
        let mark = Array("\(CommandEnvironment.outputVariable)=\(CommandEnvironment.outputFolder(of: order))".utf8)
        // What starts others while it is being ended is found on the next pass.
        for _ in 0..<10 {
            let found = processes(marked: mark)
            if found.isEmpty { return }
            for process in found { kill(process, SIGKILL) }
        }
    }

    private static func processes(marked mark: [UInt8]) -> [Int32] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { Int32($0) }.filter { process in
            guard process != getpid(), let text = FileManager.default.contents(atPath: "/proc/\(process)/environ")
            else {
                return false
            }
            return text.split(separator: 0).contains { $0.elementsEqual(mark) }
        }
    }
}
