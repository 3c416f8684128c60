import BasinCore
import GRDB

/// What is known of partitions of several datasets, a statement for each kind of thing and not for each dataset.
extension Snapshot {
    /// Those about which anything is known.
    package func partitions(in ranges: [UInt32: Range<Int>]) throws -> [PartitionRecord] {
        try several("dataset_partition AS found", ranges).map { PartitionRecord($0) }
    }

    /// Runs that have not ended.
    package func activeRuns(in ranges: [UInt32: Range<Int>]) throws -> [RunRecord] {
        try several("run AS found INDEXED BY run_active", ranges, and: "found.is_active = 1").map { RunRecord($0) }
    }

    /// What retention removed.
    package func expired(in ranges: [UInt32: Range<Int>]) throws -> [ExpiredRecord] {
        try several("expired_partition AS found", ranges).map { ExpiredRecord($0) }
    }

    /// What somebody decided not to make, of these datasets.
    package func skippedPartitions(datasetIDs: [UInt32]) throws -> [SkippedPartitions] {
        try db.fetchAll(
            cached:
                "SELECT partition_skip.* FROM json_each(?) AS asked CROSS JOIN partition_skip ON dataset_id = asked.value",
            arguments: [try JSONText.encode(datasetIDs)]
        ).map { SkippedPartitions($0) }
    }

    private func several(_ table: String, _ ranges: [UInt32: Range<Int>], and condition: String = "1") throws -> [Row] {
        let asked = ranges.map { [Int($0.key), $0.value.lowerBound, $0.value.upperBound] }
        return try db.fetchAll(
            cached: """
                SELECT found.* FROM json_each(?) AS asked CROSS JOIN \(table)
                WHERE found.dataset_id = json_extract(asked.value, '$[0]') AND found.partition >= json_extract(asked.value, '$[1]')
                    AND found.partition < json_extract(asked.value, '$[2]') AND \(condition)
                """, arguments: [try JSONText.encode(asked)])
    }
}
