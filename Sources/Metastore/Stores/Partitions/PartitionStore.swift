package import BasinCore
import GRDB

/// Partitions of datasets that pipelines make.
extension Snapshot {
    /// Of every dataset that a pipeline made something of.
    package func partitionTotals() throws -> [UInt32: PartitionTotals] {
        var totals: [UInt32: PartitionTotals] = [:]
        let rows = try Row.fetchCursor(db, sql: "\(Self.sums) GROUP BY p.dataset_id")
        while let row = try rows.next() { totals[UInt32(row["dataset_id"] as Int64)] = PartitionTotals(row) }
        return totals
    }

    /// The same of one dataset; nil before anything is known of a partition.
    package func partitionTotals(datasetID: UInt32) throws -> PartitionTotals? {
        try db.fetchOne(
            cached: "\(Self.sums) WHERE p.dataset_id = ? GROUP BY p.dataset_id", arguments: [Int64(datasetID)]
        ).map(PartitionTotals.init)
    }

    private static let sums = """
        SELECT p.dataset_id, count(*) FILTER (WHERE p.revision > 0 AND e.partition IS NULL) AS n,
            coalesce(sum(p.rows) FILTER (WHERE e.partition IS NULL), 0) AS r,
            coalesce(sum(p.bytes) FILTER (WHERE e.partition IS NULL), 0) AS b,
            count(p.stale_since) AS s, count(p.given_up_run) AS g, max(p.published_at) AS p
        FROM dataset_partition p LEFT JOIN expired_partition e
            ON e.dataset_id = p.dataset_id AND e.partition = p.partition
        """

    /// One about which nothing is known is an empty record.
    package func partition(datasetID: UInt32, _ partition: Int) throws -> PartitionRecord {
        try partitions(datasetID: datasetID, in: partition..<partition + 1).first
            ?? PartitionRecord(datasetID: datasetID, partition: partition)
    }

    /// Those about which anything is known, oldest first.
    package func partitions(datasetID: UInt32, in range: Range<Int>) throws -> [PartitionRecord] {
        try db.fetchAll(
            cached:
                "SELECT * FROM dataset_partition WHERE dataset_id = ? AND partition >= ? AND partition < ? ORDER BY partition",
            arguments: [Int64(datasetID), range.lowerBound, range.upperBound]
        ).map { PartitionRecord($0) }
    }

    /// Published partitions as ranges, of one dataset or of all.
    package func publishedRanges(datasetID: UInt32? = nil) throws -> [UInt32: PartitionRanges] {
        // Partitions that follow each other differ from their rank by the same number.
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT dataset_id, min(partition) AS first, max(partition) AS last FROM (
                    SELECT dataset_id, partition, partition - row_number() OVER (PARTITION BY dataset_id ORDER BY partition) AS island
                    FROM dataset_partition WHERE revision > 0 AND (?1 IS NULL OR dataset_id = ?1)
                ) GROUP BY dataset_id, island ORDER BY dataset_id, first
                """, arguments: [datasetID.map { Int64($0) }])
        var ranges: [UInt32: PartitionRanges] = [:]
        while let row = try rows.next() {
            ranges[UInt32(row["dataset_id"] as Int64), default: PartitionRanges()].insert(
                (row["first"] as Int)..<(row["last"] as Int) + 1)
        }
        return ranges
    }

    /// Partitions whose inputs changed since they were made, and those given up, of one dataset or of all.
    package func troubledPartitions(datasetID: UInt32? = nil) throws
        -> [(datasetID: UInt32, partition: Int, isStale: Bool, isGivenUp: Bool)]
    {
        let stale = try Row.fetchAll(
            db,
            sql: """
                SELECT dataset_id, partition, stale_since IS NOT NULL AS stale, given_up_run IS NOT NULL AS given_up
                FROM dataset_partition INDEXED BY dataset_partition_stale
                WHERE stale_since IS NOT NULL AND (?1 IS NULL OR dataset_id = ?1)
                UNION ALL
                SELECT dataset_id, partition, 0, 1 FROM dataset_partition INDEXED BY dataset_partition_given_up
                WHERE given_up_run IS NOT NULL AND stale_since IS NULL AND (?1 IS NULL OR dataset_id = ?1)
                """, arguments: [datasetID.map { Int64($0) }])
        return stale.map { (UInt32($0["dataset_id"] as Int64), $0["partition"], $0["stale"], $0["given_up"]) }
    }

    /// Of one dataset or of all, oldest first.
    package func skippedPartitions(datasetID: UInt32? = nil) throws -> [SkippedPartitions] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM partition_skip WHERE ?1 IS NULL OR dataset_id = ?1 ORDER BY dataset_id, first",
            arguments: [datasetID.map { Int64($0) }]
        ).map { SkippedPartitions($0) }
    }
}

extension Transaction {
    /// Publishes the next revision of a partition and clears what was wrong with the one before.
    /// - Returns: its number.
    package func publishRevision(
        of run: RunRecord, rows: Int, bytes: Int, checksum: String, at now: Timestamp
    ) throws -> Int {
        let id = Int64(run.datasetID)
        try db.execute(
            cached: """
                INSERT INTO dataset_partition (dataset_id, partition, revision, published_at, run_id, rows, bytes, checksum)
                VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7)
                ON CONFLICT (dataset_id, partition) DO UPDATE SET revision = revision + 1, published_at = ?3, run_id = ?4,
                    rows = ?5, bytes = ?6, checksum = ?7, given_up_run = NULL, stale_since = NULL, stale_reason = NULL
                """,
            arguments: [id, run.partition, now.microseconds, run.id, rows, bytes, checksum])
        try db.execute(
            cached:
                "UPDATE dataset_partition SET stale_since = ?, stale_reason = ? WHERE dataset_id = ? AND partition = ?",
            arguments: [run.inputChangedAt?.microseconds, run.inputChangedReason, id, run.partition])
        let revision: Int = try db.fetchOne(
            cached: "SELECT revision FROM dataset_partition WHERE dataset_id = ? AND partition = ?",
            arguments: [id, run.partition])!["revision"]
        try db.execute(
            cached: """
                INSERT INTO dataset_revision (dataset_id, partition, revision, run_id, reason, created_at, rows, bytes,
                    checksum, pin)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, run.partition, revision, run.id, run.reason, now.microseconds, rows, bytes, checksum, run.pin,
            ])
        return revision
    }

    /// Marks published partitions stale. Those that are keep their first reason; those given up are tried again.
    /// - Returns: the partitions of the range that are published or were given up.
    package func markStale(
        datasetID: UInt32, partitions: Range<Int>, reason: String, at now: Timestamp
    ) throws -> [Int] {
        let bounds: StatementArguments = [Int64(datasetID), partitions.lowerBound, partitions.upperBound]
        let touched: [Int] = try db.fetchAll(
            cached: """
                SELECT partition FROM dataset_partition WHERE dataset_id = ? AND partition >= ? AND partition < ?
                    AND (revision > 0 OR given_up_run IS NOT NULL) ORDER BY partition
                """, arguments: bounds
        ).map { $0["partition"] }
        guard !touched.isEmpty else { return [] }
        try db.execute(
            cached: """
                UPDATE dataset_partition SET given_up_run = NULL,
                    stale_since = iif(revision > 0, coalesce(stale_since, ?), NULL),
                    stale_reason = iif(revision > 0, coalesce(stale_reason, ?), NULL)
                WHERE dataset_id = ? AND partition >= ? AND partition < ? AND NOT EXISTS (
                    SELECT 1 FROM expired_partition e WHERE e.dataset_id = dataset_partition.dataset_id
                        AND e.partition = dataset_partition.partition)
                """, arguments: [now.microseconds, reason] + bounds)
        return touched
    }

    /// Nothing more is tried by itself for this partition. Nil takes it back.
    package func setGivenUp(datasetID: UInt32, partition: Int, runID: Int64?) throws {
        try db.execute(
            cached: """
                INSERT INTO dataset_partition (dataset_id, partition, given_up_run) VALUES (?, ?, ?)
                ON CONFLICT (dataset_id, partition) DO UPDATE SET given_up_run = excluded.given_up_run
                """, arguments: [Int64(datasetID), partition, runID])
    }

    /// A decision not to make them; the scheduler looks at the dataset again.
    package func skip(datasetID: UInt32, partitions: Range<Int>, reason: String, at now: Timestamp) throws {
        try db.execute(
            cached: "INSERT INTO partition_skip (dataset_id, first, end, reason, created_at) VALUES (?, ?, ?, ?, ?)",
            arguments: [Int64(datasetID), partitions.lowerBound, partitions.upperBound, reason, now.microseconds])
        try noteChange(datasetID: datasetID)
    }
}
