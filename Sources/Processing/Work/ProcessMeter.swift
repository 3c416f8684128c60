import BasinEngines

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What processes use, as the system tells. Where it does not, 0.
package struct ProcessMeter: Sendable {
    private let startedAt = ContinuousClock.now
    private let cpu: Double
    private let bytes: (read: Int64, written: Int64)

    /// Begins to measure this process. The peak of its memory begins anew.
    package init() {
        Self.resetPeak()
        cpu = Self.cpuSeconds
        bytes = Self.transferred
    }

    /// - Parameter peakOfOthers: of processes that this one started.
    package func usage(peakOfOthers: Int64) -> RunUsage {
        let now = Self.transferred
        return RunUsage(
            cpuSeconds: max(0, Self.cpuSeconds - cpu), peakBytes: max(peakOfOthers, Self.peakBytes),
            wallSeconds: (ContinuousClock.now - startedAt) / .seconds(1),
            bytesRead: max(0, now.read - bytes.read), bytesWritten: max(0, now.written - bytes.written))
    }

    /// Of this process and of those that it waited for.
    package static var cpuSeconds: Double {
        // RUSAGE_SELF and RUSAGE_CHILDREN, which are no numbers everywhere in Swift.
        ([0, -1] as [Int32]).reduce(0) { sum, who in
            var usage = rusage()
            guard getrusage(who, &usage) == 0 else { return sum }
            let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
            let micros = usage.ru_utime.tv_usec + usage.ru_stime.tv_usec
            return sum + Double(seconds) + Double(micros) / 1e6
        }
    }

    /// Resident memory of this process now.
    package static var residentBytes: Int64 { ResidentMemory.own }

    /// Resident memory of a command: its process group, all that those started even if it left the group, and what a
    /// worker adopted. What they share is counted in each.
    package static func commandBytes(_ group: Int32) -> Int64 {
        ProcessTree.withDescendants(members(of: group) + Orphans.adopted).reduce(0) {
            $0 + ResidentMemory.of($1)
        }
    }

    private static func members(of group: Int32) -> [Int32] {
        guard let folder = opendir("/proc") else { return [] }
        defer { closedir(folder) }
        var found: [Int32] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if let process = Int32(name), getpgid(process) == group { found.append(process) }
        }
        return found
    }

    private static var peakBytes: Int64 {
        Int64(number("VmHWM:", in: "/proc/self/status")) << 10
    }

    private static func resetPeak() {
        let file = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        _ = write(file, "5", 1)
        close(file)
    }

    private static var transferred: (read: Int64, written: Int64) {
        (Int64(number("rchar:", in: "/proc/self/io")), Int64(number("wchar:", in: "/proc/self/io")))
    }

    private static func number(_ key: String, in path: String) -> Int {
        guard let line = text(path)?.split(separator: "\n").first(where: { $0.hasPrefix(key) }) else { return 0 }
        return line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0
    }

    /// Files of `/proc` are short and tell no size.
    private static func text(_ path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let got = read(file, &buffer, buffer.count)
        return got > 0 ? String(decoding: buffer[..<got], as: UTF8.self) : nil
    }
}
