import Foundation

/// Processes as the system shows them.
enum ProcessTable {
    /// Programs of runs of a data folder: all that has this in its environment, whatever group or parent it has.
    static func programs(data: String, dataset: String? = nil) -> [pid_t] {
        all.filter { process in
            let variables = environment(process)
            guard variables.contains(where: { $0.hasPrefix("BASIN_OUTPUT=\(data)/") }) else { return false }
            return dataset.map { variables.contains("BASIN_DATASET=\($0)") } ?? true
        }
    }

    /// The worker that has a dataset's program: the first of its ancestors that is none of the program's.
    static func worker(of dataset: String, data: String) -> pid_t? {
        let programs = programs(data: data, dataset: dataset)
        return programs.lazy.compactMap(parent).first { !programs.contains($0) && $0 > 1 }
    }

    /// Processes that a process started, whichever of its threads did.
    static func children(of process: pid_t) -> [pid_t] { all.filter { parent($0) == process } }

    /// Workers for queries of a server.
    static func queryWorkers(of server: pid_t) -> [pid_t] {
        children(of: server).filter { process in
            guard let line = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") else { return false }
            return line.split(separator: 0).dropFirst().first.map { String(decoding: $0, as: UTF8.self) } == "query-worker"
        }
    }

    /// One of a server's workers for queries that computes: more than it takes to start one.
    static func busyQueryWorker(of server: pid_t) -> pid_t? {
        let before = queryWorkers(of: server).map { ($0, ticks($0) ?? 0) }
        Waiting.pause(0.5)
        return before.first { (ticks($0.0) ?? 0) > $0.1 + 15 }?.0
    }

    /// Whether all threads of a process wait for something: none computes, and none would if it got a processor.
    static func sleeps(_ process: pid_t) -> Bool {
        let folder = "/proc/\(process)/task"
        guard let threads = try? FileManager.default.contentsOfDirectory(atPath: folder), !threads.isEmpty else { return false }
        return threads.allSatisfy { thread in
            let text = try? String(contentsOfFile: "\(folder)/\(thread)/stat", encoding: .utf8)
            return text?.split(separator: ")").last?.hasPrefix(" S") == true
        }
    }

    /// Clock ticks that it computed so far.
    static func ticks(_ process: pid_t) -> Int? {
        guard let fields = status(process), fields.count > 12 else { return nil }
        return [fields[11], fields[12]].compactMap { Int($0) }.reduce(0, +)
    }

    /// A process that has ended and that nobody waited for does not live.
    static func isAlive(_ process: pid_t) -> Bool { status(process).map { $0.first != "Z" } ?? false }

    private static var all: [pid_t] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { pid_t($0) }
    }

    private static func parent(_ process: pid_t) -> pid_t? {
        status(process).flatMap { $0.count > 1 ? pid_t($0[1]) : nil }
    }

    /// The fields after the name, which may itself hold spaces: state, parent, …
    private static func status(_ process: pid_t) -> [Substring]? {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return nil }
        return text[text.index(after: end)...].split(separator: " ")
    }

    static func environment(_ process: pid_t) -> [String] {
        guard let bytes = FileManager.default.contents(atPath: "/proc/\(process)/environ") else { return [] }
        return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }
}
