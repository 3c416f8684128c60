/// What happens to a published partition of which an input got a new revision. It is marked stale in any case.
package struct CorrectionPolicy: Sendable, Hashable, Codable {
    /// Stale partitions that ended at most this many days ago are made again; nil: they are only flagged.
    package var rerunDays: Int?
    /// Runs for corrections that may start within 24 hours.
    package var dailyBudget: Int

    package init(rerunDays: Int? = 7, dailyBudget: Int = 100) {
        self.rerunDays = rerunDays
        self.dailyBudget = dailyBudget
    }
}
