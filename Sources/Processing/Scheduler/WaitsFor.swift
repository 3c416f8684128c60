/// The resource that a run in the queue waits for.
package enum WaitsFor: Sendable, Hashable {
    /// All workers have work.
    case worker
    /// As many of the team's runs are under way as may be.
    case team(String, runs: Int)
    /// Every slot of the pool is taken; a pool that is not defined has none.
    case pool(String, slots: Int)
    /// Backfills have their share of the workers; what is due goes first.
    case backfillShare
    /// Somebody paused the backfill.
    case pausedBackfill
    /// Somebody paused the dataset.
    case pausedDataset
}
