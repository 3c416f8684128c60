package import BasinCore

/// What a run is pinned to: everything that decides its content. A run of the same pin gives the same content.
package struct RunPin: Sendable, Hashable, Codable {
    /// `AppliedDataset.hash`.
    package var hash: String
    package var work: Dataset.Work
    package var schemaVersion: Int
    /// As they are stored.
    package var columns: [Column]
    /// The program that executes the SQL, with its version.
    package var engine: String
    package var inputs: [Input]

    package init(
        hash: String, work: Dataset.Work, schemaVersion: Int, columns: [Column], engine: String, inputs: [Input]
    ) {
        self.hash = hash
        self.work = work
        self.schemaVersion = schemaVersion
        self.columns = columns
        self.engine = engine
        self.inputs = inputs
    }

    /// A dataset that is read.
    package struct Input: Sendable, Hashable, Codable {
        package var id: UInt32
        package var name: String
        package var granularity: Granularity
        /// With stored types; columns are found in files by id.
        package var columns: [Column]
        /// By time; partitions without a file are in it too, if they were complete.
        package var partitions: [Revision]
    }

    /// A partition's revision, and its files then.
    package struct Revision: Sendable, Hashable, Codable {
        package var partition: Int
        /// 0: complete and empty.
        package var revision: Int
        package var rows: Int
        /// Absolute.
        package var files: [String]
    }
}
