package import BasinCore
package import BasinMetastore

/// What the transaction of a run makes visible. Handed to every participant inside that transaction.
package struct DatasetPublication: Sendable {
    package var dataset: AppliedDataset
    package var partition: Partition
    package var revision: Int
    package var run: RunRecord
    package var pin: RunPin
    package var added: [FileRecord]
    package var retired: [String]
}

/// Writes what it keeps about a publication, in the publication's transaction. Throwing undoes the publication.
package typealias DatasetPublicationParticipant = @Sendable (DatasetPublication, Transaction) throws -> Void
