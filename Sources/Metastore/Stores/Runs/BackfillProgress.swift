/// How far a backfill is.
package struct BackfillProgress: Sendable, Equatable {
    package var published = 0
    package var failed = 0
    package var cancelled = 0
    package var active = 0
    /// Mean of the runs that have ended, from their making to their end, in microseconds; nil before the first.
    package var meanMicroseconds: Double?

    package init() {}
}
