import BasinCore
import GRDB

/// What was published, revision after revision.
extension Snapshot {
    package func revision(datasetID: UInt32, partition: Int, _ revision: Int) throws -> RevisionRecord? {
        try db.fetchOne(
            cached: "SELECT * FROM dataset_revision WHERE dataset_id = ? AND partition = ? AND revision = ?",
            arguments: [Int64(datasetID), partition, revision]
        ).map(RevisionRecord.init)
    }

    /// What a run published.
    package func revision(of run: RunRecord) throws -> RevisionRecord? {
        try db.fetchOne(
            cached: "SELECT * FROM dataset_revision WHERE dataset_id = ? AND partition = ? AND run_id = ?",
            arguments: [Int64(run.datasetID), run.partition, run.id]
        ).map(RevisionRecord.init)
    }

    /// The latest first.
    package func revisions(datasetID: UInt32, limit: Int, offset: Int = 0) throws -> [RevisionRecord] {
        try db.fetchAll(
            cached: """
                SELECT * FROM dataset_revision WHERE dataset_id = ? ORDER BY created_at DESC, partition DESC LIMIT ? OFFSET ?
                """, arguments: [Int64(datasetID), limit, offset]
        ).map(RevisionRecord.init)
    }

    /// The current revisions of a dataset's partitions in the range, the latest first.
    package func currentRevisions(datasetID: UInt32, in range: Range<Int>, limit: Int) throws -> [RevisionRecord] {
        try db.fetchAll(
            cached: """
                SELECT r.* FROM dataset_partition p JOIN dataset_revision r ON r.dataset_id = p.dataset_id
                    AND r.partition = p.partition AND r.revision = p.revision
                WHERE p.dataset_id = ? AND p.partition >= ? AND p.partition < ? ORDER BY p.partition DESC LIMIT ?
                """, arguments: [Int64(datasetID), range.lowerBound, range.upperBound, limit]
        ).map(RevisionRecord.init)
    }

    package func seal(typeID: UInt32, hour: Int, revision: Int) throws -> SealRecord? {
        try db.fetchOne(
            cached:
                "SELECT revision, reason, created_at, rows FROM revision WHERE type_id = ? AND hour = ? AND revision = ?",
            arguments: [Int64(typeID), hour, revision]
        ).map {
            SealRecord(revision: $0[0], reason: $0[1], createdAt: Timestamp(microseconds: $0[2]), rows: $0[3])
        }
    }
}
