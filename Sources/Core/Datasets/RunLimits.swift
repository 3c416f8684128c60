/// What one run may take before it is stopped.
package struct RunLimits: Sendable, Hashable, Codable {
    package var seconds: Int64
    package var memoryBytes: Int64
    package var threads: Int

    package init(seconds: Int64 = 3600, memoryBytes: Int64 = 2 << 30, threads: Int = 1) {
        self.seconds = seconds
        self.memoryBytes = memoryBytes
        self.threads = threads
    }
}
