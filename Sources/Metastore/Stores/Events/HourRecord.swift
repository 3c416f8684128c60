package import BasinCore

/// One hour of one event type.
package struct HourRecord: Sendable {
    package var typeID: UInt32
    package var hour: Hour
    package var counts: LedgerCounts
    /// Of the quarantined, how many were replayed into later hours.
    package var replayed: Int
    package var sealedAt: Timestamp?
    /// The current one; 0 before the hour is sealed.
    package var revision: Int
    /// Why the current revision exists.
    package var reason: String?
    /// Why an hour that should be sealed is not.
    package var problem: String?

    package init(
        typeID: UInt32, hour: Hour, counts: LedgerCounts, replayed: Int = 0, sealedAt: Timestamp? = nil,
        revision: Int, reason: String? = nil, problem: String? = nil
    ) {
        self.typeID = typeID
        self.hour = hour
        self.counts = counts
        self.replayed = replayed
        self.sealedAt = sealedAt
        self.revision = revision
        self.reason = reason
        self.problem = problem
    }
}
