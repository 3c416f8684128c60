import CProcess

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Memory that processes have now, as the system tells in `/proc`. Where it does not, 0.
package enum ResidentMemory {
    /// Of this process.
    package static var own: Int64 { bytes("/proc/self/statm") }

    package static func of(_ process: Int32) -> Int64 { bytes("/proc/\(process)/statm") }

    /// Gives what was freed back to the system.
    package static func release() { basin_release_memory() }

    private static func bytes(_ path: String) -> Int64 {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return 0 }
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 256)
        let got = read(file, &buffer, buffer.count)
        guard got > 0 else { return 0 }
        let fields = String(decoding: buffer[..<got], as: UTF8.self).split(separator: " ")
        return fields.count > 1 ? (Int64(fields[1]) ?? 0) * Int64(sysconf(Int32(_SC_PAGESIZE))) : 0
    }
}
