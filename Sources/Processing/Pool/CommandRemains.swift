import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What is left of a command when its worker was lost: programs that left its process group are found by the output
/// folder in their environment, which belongs to one attempt and which they inherited. Every call blocks for as long as
/// it takes to look at all processes, some milliseconds.
package enum CommandRemains {
    static func end(of order: WorkOrder) {
        guard case .command = order.work else { return }
        end { $0 == CommandEnvironment.outputFolder(of: order) }
    }

    /// Of everything that was made below a folder: what the workers of a server that was killed left behind.
    package static func end(below folder: String) { end { $0.hasPrefix(folder + "/") } }

    private static func end(_ isMeant: (String) -> Bool) {
        // What starts others while it is being ended is found on the next pass.
        for _ in 0..<10 {
            let found = processes(isMeant)
            if found.isEmpty { return }
            for process in found { kill(process, SIGKILL) }
        }
    }

    private static func processes(_ isMeant: (String) -> Bool) -> [Int32] {
        let mark = Array("\(CommandEnvironment.outputVariable)=".utf8)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { Int32($0) }.filter { process in
            guard process != getpid(), let text = FileManager.default.contents(atPath: "/proc/\(process)/environ")
            else {
                return false
            }
            return text.split(separator: 0).contains {
                $0.starts(with: mark) && isMeant(String(decoding: $0.dropFirst(mark.count), as: UTF8.self))
            }
        }
    }
}
