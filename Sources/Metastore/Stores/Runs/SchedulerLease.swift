package import BasinCore

/// The right to decide about runs, until a moment.
package struct SchedulerLease: Sendable, Equatable {
    package var owner: String
    package var until: Timestamp
    /// Grows with every change of owner: what was decided under an older one is refused.
    package var epoch: Int64
    /// When the lease was renewed before, by whoever held it; nil for the very first.
    package var renewedBefore: Timestamp?

    package init(owner: String, until: Timestamp, epoch: Int64, renewedBefore: Timestamp? = nil) {
        self.owner = owner
        self.until = until
        self.epoch = epoch
        self.renewedBefore = renewedBefore
    }
}
