package import BasinCore

extension Usage {
    /// What one try of a run used, in whole microseconds.
    package init(_ run: RunUsage, rows: Int64?) {
        self.init(
            count: 1, cpuMicros: Self.micros(run.cpuSeconds), wallMicros: Self.micros(run.wallSeconds),
            bytesRead: max(0, run.bytesRead), bytesWritten: max(0, run.bytesWritten), rows: max(0, rows ?? 0))
    }

    /// Seconds that are none are nothing.
    private static func micros(_ seconds: Double) -> Int64 {
        Int64(exactly: (seconds * 1e6).rounded()).map { max(0, $0) } ?? 0
    }
}
