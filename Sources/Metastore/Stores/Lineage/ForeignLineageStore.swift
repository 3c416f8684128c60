package import BasinCore
import GRDB

/// What others told of their lineage, as it is read.
extension Snapshot {
    package func foreignDataset(_ name: LineageName) throws -> ForeignDataset? {
        try db.fetchOne(
            cached: "SELECT * FROM foreign_dataset WHERE namespace = ? AND name = ?",
            arguments: [name.namespace, name.name]
        ).map(ForeignDataset.init)
    }

    package func foreignDatasets(ids: [UInt32]) throws -> [UInt32: ForeignDataset] {
        let found = try db.fetchAll(
            cached:
                "SELECT foreign_dataset.* FROM json_each(?) AS asked CROSS JOIN foreign_dataset ON foreign_dataset.id = asked.value",
            arguments: [try JSONText.encode(ids)], weighing: "facets"
        ).map(ForeignDataset.init)
        return Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
    }

    /// By name.
    package func foreignDatasets(namespace: String, limit: Int, offset: Int) throws -> [ForeignDataset] {
        try db.fetchAll(
            cached: "SELECT * FROM foreign_dataset WHERE namespace = ? ORDER BY name LIMIT ? OFFSET ?",
            arguments: [namespace, limit, offset], weighing: "facets"
        ).map(ForeignDataset.init)
    }

    /// Of a name that is joined, as `postgres://host:5432:db.public.orders`; both parts may hold colons.
    package func foreignDataset(joined name: String) throws -> ForeignDataset? {
        for index in name.indices where name[index] == ":" {
            let namespace = String(name[..<index])
            let rest = String(name[name.index(after: index)...])
            guard !namespace.isEmpty, !rest.isEmpty else { continue }
            if let found = try foreignDataset(LineageName(namespace: namespace, name: rest)) { return found }
        }
        return nil
    }

    /// The latest first.
    package func foreignVersions(datasetID: UInt32, limit: Int, offset: Int = 0) throws -> [ForeignDatasetVersion] {
        try db.fetchAll(
            cached:
                "SELECT * FROM foreign_dataset_version WHERE dataset_id = ? ORDER BY at DESC, version LIMIT ? OFFSET ?",
            arguments: [Int64(datasetID), limit, offset], weighing: "facets"
        ).map(ForeignDatasetVersion.init)
    }

    package func foreignVersion(datasetID: UInt32, _ version: String) throws -> ForeignDatasetVersion? {
        try db.fetchOne(
            cached: "SELECT * FROM foreign_dataset_version WHERE dataset_id = ? AND version = ?",
            arguments: [Int64(datasetID), version]
        ).map(ForeignDatasetVersion.init)
    }

    package func foreignJob(_ name: LineageName) throws -> ForeignJob? {
        try db.fetchOne(
            cached: "SELECT * FROM foreign_job WHERE namespace = ? AND name = ?",
            arguments: [name.namespace, name.name]
        ).map(ForeignJob.init)
    }

    package func foreignJobs(ids: [Int64]) throws -> [ForeignJob] {
        try db.fetchAll(
            cached:
                "SELECT foreign_job.* FROM json_each(?) AS asked CROSS JOIN foreign_job ON foreign_job.id = asked.value",
            arguments: [try JSONText.encode(ids)], weighing: "facets"
        ).map(ForeignJob.init)
    }

    /// By name; of one namespace, or by namespace too.
    package func foreignJobs(namespace: String?, limit: Int, offset: Int) throws -> [ForeignJob] {
        try db.fetchAll(
            cached: """
                SELECT * FROM foreign_job WHERE ?1 IS NULL OR namespace = ?1 ORDER BY namespace, name LIMIT ?2 OFFSET ?3
                """, arguments: [namespace, limit, offset], weighing: "facets"
        ).map(ForeignJob.init)
    }

    /// Jobs whose name holds the text, by name.
    package func foreignJobs(nameHolding text: String, limit: Int) throws -> [ForeignJob] {
        try db.fetchAll(
            cached: "SELECT * FROM foreign_job WHERE instr(lower(name), lower(?)) > 0 ORDER BY namespace, name LIMIT ?",
            arguments: [text, limit], weighing: "facets"
        ).map(ForeignJob.init)
    }

    /// Jobs that read or write any of these.
    package func foreignJobs(using datasets: [UInt32], limit: Int) throws -> [Int64] {
        try db.fetchAll(
            cached: """
                SELECT DISTINCT job_id FROM json_each(?) AS asked
                CROSS JOIN foreign_job_dataset ON dataset_id = asked.value LIMIT ?
                """, arguments: [try JSONText.encode(datasets), limit]
        ).map { $0[0] }
    }

    /// What the job reads and writes, as of its latest run that completed.
    package func foreignUses(jobID: Int64) throws -> [ForeignUse] {
        try db.fetchAll(
            cached:
                "SELECT dataset_id, is_output FROM foreign_job_dataset WHERE job_id = ? ORDER BY is_output, dataset_id",
            arguments: [jobID]
        ).map { ForeignUse(datasetID: UInt32($0[0] as Int64), isOutput: $0[1]) }
    }

    package func foreignRun(uuid: String) throws -> ForeignRun? {
        try db.fetchOne(cached: "SELECT * FROM foreign_run WHERE uuid = ?", arguments: [uuid]).map(ForeignRun.init)
    }

    /// The latest first, without what was said of the job itself.
    package func foreignRuns(jobID: Int64, limit: Int, offset: Int = 0) throws -> [ForeignRun] {
        try db.fetchAll(
            cached: """
                SELECT * FROM foreign_run WHERE job_id = ? AND uuid IS NOT NULL ORDER BY first_at DESC, id DESC LIMIT ? OFFSET ?
                """, arguments: [jobID, limit, offset], weighing: "facets"
        ).map(ForeignRun.init)
    }

    package func foreignRunUses(runID: Int64) throws -> [(use: ForeignUse, facets: String)] {
        try db.fetchAll(
            cached:
                "SELECT dataset_id, is_output, facets FROM foreign_run_dataset WHERE run_id = ? ORDER BY is_output, dataset_id",
            arguments: [runID]
        ).map { (ForeignUse(datasetID: UInt32($0[0] as Int64), isOutput: $0[1]), $0[2]) }
    }

    /// The run that says what the job reads and writes: the latest that completed, else the latest of all.
    package func decidingRun(jobID: Int64) throws -> Int64? {
        try db.fetchOne(
            cached: """
                SELECT id FROM foreign_run WHERE job_id = ? AND EXISTS (
                    SELECT 1 FROM foreign_run_dataset WHERE run_id = foreign_run.id)
                ORDER BY state = 'COMPLETED' DESC, coalesce(started_at, first_at) DESC, uuid DESC LIMIT 1
                """, arguments: [jobID]
        ).map { $0[0] }
    }

    /// Every namespace that was told of, with when it was first and last told of.
    package func foreignNamespaces() throws -> [(name: String, first: Timestamp, last: Timestamp)] {
        try db.fetchAll(
            cached: """
                SELECT namespace, min(created_at), max(updated_at) FROM (
                    SELECT namespace, created_at, updated_at FROM foreign_dataset
                    UNION ALL SELECT namespace, created_at, updated_at FROM foreign_job)
                GROUP BY namespace ORDER BY namespace
                """
        ).map { ($0[0], Timestamp(microseconds: $0[1]), Timestamp(microseconds: $0[2])) }
    }

    package func foreignCounts(namespace: String) throws -> (datasets: Int, jobs: Int) {
        let row = try db.fetchOne(
            cached: """
                SELECT (SELECT count(*) FROM foreign_dataset WHERE namespace = ?1),
                    (SELECT count(*) FROM foreign_job WHERE namespace = ?1)
                """, arguments: [namespace])
        return (row?[0] ?? 0, row?[1] ?? 0)
    }
}
