package import BasinCore

/// What of an event type may be read in the order of receipt, as of one moment.
package struct StreamState: Sendable {
    /// Every hour before it is sealed: live events come into it or later.
    package var sealedBefore: Hour?
    /// When the latest live event that is delivered was received: others come later.
    package var lastReceived: Timestamp?
    /// The hour asked for, or the first one after it that has files; nil for none.
    package var hour: Hour?
    /// The hour's files.
    package var files: [FileRecord]
}
