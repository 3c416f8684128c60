import BasinCore
import Foundation

/// What a figure was measured on, and how much processor time it took.
enum Machine {
    static var description: String {
        let processors = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?
            .split(separator: "\n").first { $0.hasPrefix("model name") }?.split(separator: ":").last ?? " unknown"
        return "\(ProcessInfo.processInfo.activeProcessorCount) ×\(processors), "
            + "\(ProcessInfo.processInfo.physicalMemory >> 30) GiB, \(Clock.system.now())"
    }

    /// User and system seconds of this process so far.
    static var cpuSeconds: Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
    }

    /// User and system seconds of another process so far.
    static func cpuSeconds(of process: Int32) -> Double {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return 0 }
        let fields = text[end...].split(separator: " ")
        return ((Double(fields[12]) ?? 0) + (Double(fields[13]) ?? 0)) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// Memory of a process's own, without the files that it has mapped: those are the system's to take back.
    static func ownMegabytes(of process: String = "self") -> Double {
        let text = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
        return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) } ?? 0) * 1024 / 1e6
    }

    /// Of this process.
    static var residentMegabytes: Double {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
        return pages * Double(sysconf(Int32(_SC_PAGESIZE))) / 1e6
    }

    /// A folder for a benchmark's data, removed afterwards.
    /// - Parameter parent: nil: beside what was built, on the disk.
    static func withFolder<Value>(
        in parent: String? = nil, _ body: (String) async throws -> Value
    ) async throws -> Value {
        let path =
            (parent ?? FileManager.default.currentDirectoryPath + "/.build") + "/benchmark-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer {
            try? FileManager.default.removeItem(atPath: path)
            try? FileManager.default.removeItem(atPath: path + ".key")
        }
        return try await body(path)
    }
}

/// Quantiles of a sample.
struct Sample {
    private var values: [Double] = []
    mutating func add(_ value: Double) { values.append(value) }
    func quantile(_ q: Double) -> Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * q))]
    }
    var count: Int { values.count }
    subscript(_ index: Int) -> Double { values[index] }
}

func seconds(_ work: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try work()
    return (ContinuousClock.now - start) / .seconds(1)
}

func row(_ label: String, _ figures: String...) {
    let line = label.padding(toLength: 52, withPad: " ", startingAt: 0)
        + figures.map { $0.padding(toLength: 20, withPad: " ", startingAt: 0) }.joined() + "\n"
    // Not `print`, which keeps lines back when the output is a file.
    FileHandle.standardOutput.write(Data(line.utf8))
}

func thousands(_ value: Double) -> String {
    var digits = String(Int(value.rounded()))
    var at = digits.count - 3
    while at > 0 {
        digits.insert(",", at: digits.index(digits.startIndex, offsetBy: at))
        at -= 3
    }
    return digits
}

func fixed(_ value: Double, _ digits: Int = 2) -> String { String(format: "%.\(digits)f", value) }
