package import BasinCore

/// What is kept of one attempt, whatever became of it.
package struct RunReport: Sendable, Hashable, Codable {
    package var attempt: Int
    /// The process that did it, as `worker 2, process 4711`; `none` when no worker got it.
    package var worker: String
    package var startedAt: Timestamp
    package var endedAt: Timestamp
    package var usage: RunUsage
    /// So long were the checks judged; nil when it did not come to an end of them.
    package var auditSeconds: Double?
    package var checks: [CheckResult]
    /// Datasets beside its own at whose rows the checks looked, by name: the definition may have others since. Nil where
    /// nobody wrote it down.
    package var checkedBeside: [String]?
    package var rows: Int64?
    package var checksum: String?
    /// The end of what a command wrote.
    package var log: String?
    /// Where the data of a failed audit is held, and until when.
    package var heldFolder: String?
    package var heldUntil: Timestamp?

    package init(
        attempt: Int, worker: String, startedAt: Timestamp, endedAt: Timestamp, usage: RunUsage,
        checks: [CheckResult] = [], rows: Int64? = nil, checksum: String? = nil, log: String? = nil
    ) {
        self.attempt = attempt
        self.worker = worker
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.usage = usage
        self.checks = checks
        self.rows = rows
        self.checksum = checksum
        self.log = log
    }
}
