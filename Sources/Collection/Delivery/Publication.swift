package import BasinCore
package import BasinMetastore

/// What one transaction of delivery makes visible. Handed to every participant inside that transaction.
package struct Publication: Sendable {
    package enum Kind: String, Sendable {
        /// Part of an open hour.
        case flush
        /// An hour, whole and proved.
        case seal
        /// Existing records brought in, or an hour corrected.
        case imported = "import"
    }

    package var kind: Kind
    package var typeID: UInt32
    package var hours: [Hour]
    /// Hours that got a new revision by it, the first included: none of a flush.
    package var revised: [Hour] = []
    /// Why they did.
    package var reason = ""
    package var added: [FileRecord]
    package var retired: [String]
    package var counts: LedgerCounts
}

/// Writes what it keeps about a publication, in the publication's transaction. Throwing undoes the publication.
package typealias PublicationParticipant = @Sendable (Publication, Transaction) throws -> Void
