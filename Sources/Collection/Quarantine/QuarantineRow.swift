package import BasinCore

/// One refused event as it lies in quarantine, its payload opened.
package struct QuarantineRow: Sendable {
    /// Its place in the file, from 0.
    package var number: Int
    package var received: Timestamp
    /// A `RefusalCode`, or a word that an older Basin wrote.
    package var code: String
    package var field: String?
    package var message: String
    /// The event as received; JSON text when it parsed, cut where it was too large. Nil when its key is gone.
    package var payload: [UInt8]?
}
