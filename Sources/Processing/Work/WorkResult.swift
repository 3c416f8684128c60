/// How an order ended.
package struct WorkResult: Sendable, Hashable, Codable {
    package enum Outcome: Sendable, Hashable, Codable {
        /// Staged, durable and audited. A blocking check may have failed: `AuditedOutput.isPublishable` says so.
        case success(AuditedOutput)
        case failure(WorkFailure)
    }

    package var outcome: Outcome
    package var usage: RunUsage
    /// What a command wrote on its outputs, shortened to 68 KiB; nil when it wrote nothing.
    package var log: String?
    /// So long were the checks judged, the checksum included; nil when it did not come to an end of them.
    package var auditSeconds: Double?
    /// Who had the order, as people see it: `worker 2, process 4711`. Nil when it reached nobody; set by the pool.
    package var worker: String?

    package init(outcome: Outcome, usage: RunUsage = RunUsage(), log: String? = nil) {
        self.outcome = outcome
        self.usage = usage
        self.log = log
    }
}
