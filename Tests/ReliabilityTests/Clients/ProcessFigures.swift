import Foundation

/// What a process holds at a moment. Linux only; elsewhere nothing is known, and nothing compared.
struct ProcessFigures: CustomStringConvertible {
    var descriptors: Int
    var megabytes: Int

    init?(_ pid: pid_t?) {
        guard let pid, let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd"),
            let status = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmRSS:") }),
            let kilobytes = Int(line.filter(\.isNumber))
        else { return nil }
        descriptors = names.count
        megabytes = kilobytes / 1024
    }

    var description: String { "\(descriptors) descriptors, \(megabytes) MB" }

    /// Hundredths of seconds that a process computed so far.
    static func cpuTicks(_ pid: pid_t?) -> Int {
        guard let pid, let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return 0 }
        let fields = text[end...].split(separator: " ")
        return (Int(fields[12]) ?? 0) + (Int(fields[13]) ?? 0)
    }
}
