package import BasinCore
import GRDB

/// Profiles of partitions.
extension Snapshot {
    /// The last partition that has rows; nil when none has.
    package func lastPartition(typeID: UInt32) throws -> Int? {
        try Int.fetchOne(
            db, sql: "SELECT max(hour) FROM data_file WHERE type_id = ? AND kind = 'events'", arguments: [Int64(typeID)]
        )
    }

    /// Those of the last sealed or published partitions that have no profile, the last first.
    /// - Parameter newest: so many partitions are looked at.
    package func unprofiledPartitions(typeID: UInt32, newest: Int) throws -> [Int] {
        try Int.fetchAll(
            db,
            sql: """
                SELECT hour FROM (
                    SELECT DISTINCT hour FROM data_file WHERE type_id = ?1 AND kind = 'events' AND is_sealed = 1
                    ORDER BY hour DESC LIMIT ?2
                ) WHERE NOT EXISTS (SELECT 1 FROM partition_profile WHERE dataset_id = ?1 AND partition = hour)
                ORDER BY hour DESC
                """, arguments: [Int64(typeID), newest])
    }

    /// The profiles of a dataset's partitions, the last `most` of the range, oldest first.
    package func profiles(
        datasetID: UInt32, in range: Range<Int>, most: Int
    ) throws -> [(partition: Int, profile: PartitionProfile)] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT partition, profile FROM partition_profile
                WHERE dataset_id = ? AND partition >= ? AND partition < ? ORDER BY partition DESC LIMIT ?
                """, arguments: [Int64(datasetID), range.lowerBound, range.upperBound, most]
        ).reversed().map { ($0["partition"], try JSONText.decode(PartitionProfile.self, $0["profile"])) }
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
    /// Forgets what partitions are like whose content is another one now, or gone.
    package func forgetProfiles(datasetID: UInt32, _ partitions: some Sequence<Int>) throws {
        for partition in partitions {
            try db.execute(
                cached: "DELETE FROM partition_profile WHERE dataset_id = ? AND partition = ?",
                arguments: [Int64(datasetID), partition])
        }
    }

    /// In place of what was known of the partition; nothing, when it has other files by now: a look takes a while, and
    /// what was forgotten meanwhile must not come back.
    /// - Parameter files: that were looked at.
    package func store(
        _ profile: PartitionProfile, of files: some Sequence<String>, datasetID: UInt32, partition: Int, digest: Int64
    ) throws {
        let now = try snapshot.files(typeID: datasetID, in: Hour(index: partition)..<Hour(index: partition + 1))
        guard Set(now.map(\.path)) == Set(files) else { return }
        try db.execute(
            sql:
                "INSERT OR REPLACE INTO partition_profile (dataset_id, partition, digest, profile) VALUES (?, ?, ?, ?)",
            arguments: [Int64(datasetID), partition, digest, try JSONText.encode(profile)])
    }
}
