/// What an order cost.
package struct RunUsage: Sendable, Hashable, Codable {
    /// Of the worker and the command's processes that ended and were waited for.
    package var cpuSeconds: Double
    /// The most resident memory at one time, of the worker or of the command's process group.
    package var peakBytes: Int64
    package var wallSeconds: Double
    /// Through system calls, page cache included. 0 where the system does not tell.
    package var bytesRead: Int64
    package var bytesWritten: Int64

    package init(
        cpuSeconds: Double = 0, peakBytes: Int64 = 0, wallSeconds: Double = 0, bytesRead: Int64 = 0,
        bytesWritten: Int64 = 0
    ) {
        self.cpuSeconds = cpuSeconds
        self.peakBytes = peakBytes
        self.wallSeconds = wallSeconds
        self.bytesRead = bytesRead
        self.bytesWritten = bytesWritten
    }
}
