package import BasinCore
import GRDB

/// Profiles of partitions.
extension Snapshot {
    /// The last partition that has rows; nil when none has.
    package func lastPartition(typeID: UInt32) throws -> Int? {
        try Int.fetchOne(
            db, sql: "SELECT max(hour) FROM data_file WHERE type_id = ? AND kind = 'events'", arguments: [Int64(typeID)])
    }

    /// - Parameter digest: of the files that it must be of.
    package func profile(datasetID: UInt32, partition: Int, digest: Int64) throws -> PartitionProfile? {
        try String.fetchOne(
            db, sql: "SELECT profile FROM partition_profile WHERE dataset_id = ? AND partition = ? AND digest = ?",
            arguments: [Int64(datasetID), partition, digest]
        ).map { try JSONText.decode(PartitionProfile.self, $0) }
    }
}

extension Transaction {
    /// In place of what was known of the partition.
    package func store(_ profile: PartitionProfile, datasetID: UInt32, partition: Int, digest: Int64) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO partition_profile (dataset_id, partition, digest, profile) VALUES (?, ?, ?, ?)",
            arguments: [Int64(datasetID), partition, digest, try JSONText.encode(profile)])
    }
}
