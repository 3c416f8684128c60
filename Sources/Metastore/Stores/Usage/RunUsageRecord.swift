package import BasinCore

/// What one try of a run used.
package struct RunUsageRecord: Sendable, Hashable {
    /// The fencing token of its lease.
    package var token: Int64
    package var runID: Int64
    package var datasetID: UInt32
    package var endedAt: Timestamp
    package var peakBytes: Int64
    package var usage: Usage

    package init(token: Int64, runID: Int64, datasetID: UInt32, endedAt: Timestamp, peakBytes: Int64, usage: Usage) {
        self.token = token
        self.runID = runID
        self.datasetID = datasetID
        self.endedAt = endedAt
        self.peakBytes = peakBytes
        self.usage = usage
    }
}
