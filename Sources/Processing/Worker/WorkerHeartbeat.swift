/// That a worker is alive, and what it uses now.
package struct WorkerHeartbeat: Sendable, Hashable, Codable {
    /// Resident, of the worker itself.
    package var memoryBytes: Int64
    /// Since the worker began.
    package var cpuSeconds: Double

    package init(memoryBytes: Int64, cpuSeconds: Double) {
        self.memoryBytes = memoryBytes
        self.cpuSeconds = cpuSeconds
    }
}
