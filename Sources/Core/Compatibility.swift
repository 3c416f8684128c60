/// What a new schema version of an event type promises to those who still use, or already use, another one.
package enum Compatibility: String, Sendable, Codable, CaseIterable {
    /// Readers with the new schema read old data: clients may upgrade after the apply. Meant if nothing is said.
    case backward
    /// Readers with the old schema read new data: clients may upgrade before those who read.
    case forward
    /// Both.
    case full
    /// Only what storage itself needs.
    case none

    /// Whether readers with the new schema are promised that old data fits.
    package var protectsNewReaders: Bool { self == .backward || self == .full }
    /// Whether readers with the old schema are promised that new data fits.
    package var protectsOldReaders: Bool { self == .forward || self == .full }
}
