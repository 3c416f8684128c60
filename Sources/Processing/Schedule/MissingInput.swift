package import BasinCore

/// The first input partition that keeps a partition from being made.
package struct MissingInput: Sendable, Hashable {
    package enum Why: Sendable, Hashable {
        /// Of events: the hour is not sealed. Of others: not published.
        case notThere
        /// Nothing was ever received or imported for its time.
        case neverReceived
        /// An input of it changed, and it will be made again.
        case stale
        /// A run is making it.
        case running
        /// There is no such dataset any more.
        case removed
        /// Its retention removed it.
        case expired
    }

    package var inputID: UInt32
    package var inputName: String
    package var partition: Partition
    package var why: Why
    /// It and what is missing around it: up to where the input has something. `Int.min` and `Int.max`: it has nothing
    /// before, or later.
    var gap: Range<Int>
}
