package import BasinCore
import GRDB

/// What others tell of their lineage, as it is written.
extension Transaction {
    /// - Throws: `.unavailable` when there are as many as are kept.
    package func storeForeignDataset(_ name: LineageName, facets: String, at: Timestamp) throws -> UInt32 {
        if let known = try snapshot.foreignDataset(name) {
            try db.execute(
                cached: """
                    UPDATE foreign_dataset SET facets = ?1, created_at = min(created_at, ?2), updated_at = max(updated_at, ?2)
                    WHERE id = ?3
                    """, arguments: [facets, at.microseconds, Int64(known.id)])
            return known.id
        }
        let next = try db.fetchOne(cached: "SELECT max(id) + 1 FROM foreign_dataset").flatMap { $0[0] as Int64? }
        let id = next ?? Int64(ForeignDataset.firstID)
        guard id < Int64(ForeignDataset.firstID) + Int64(ForeignDataset.most) else { throw Self.full("datasets") }
        try db.execute(
            cached: """
                INSERT INTO foreign_dataset (id, namespace, name, facets, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)
                """, arguments: [id, name.namespace, name.name, facets, at.microseconds, at.microseconds])
        return UInt32(id)
    }

    /// Adds the version, or replaces what is known of it; keeps the latest 100 of a dataset.
    package func store(_ version: ForeignDatasetVersion) throws {
        let id = Int64(version.datasetID)
        try db.execute(
            cached: """
                INSERT INTO foreign_dataset_version (dataset_id, version, at, run_uuid, facets) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (dataset_id, version) DO UPDATE SET at = max(at, excluded.at), facets = excluded.facets
                """, arguments: [id, version.version, version.at.microseconds, version.runUUID, version.facets])
        try db.execute(
            cached: """
                DELETE FROM foreign_dataset_version WHERE dataset_id = ?1 AND version NOT IN (
                    SELECT version FROM foreign_dataset_version WHERE dataset_id = ?1 ORDER BY at DESC, version LIMIT 100)
                """, arguments: [id])
    }

    /// - Throws: `.unavailable` when there are as many as are kept.
    package func storeForeignJob(_ name: LineageName, facets: String, at: Timestamp) throws -> Int64 {
        if let known = try snapshot.foreignJob(name) {
            try db.execute(
                cached: """
                    UPDATE foreign_job SET facets = ?1, created_at = min(created_at, ?2), updated_at = max(updated_at, ?2)
                    WHERE id = ?3
                    """, arguments: [facets, at.microseconds, known.id])
            return known.id
        }
        let count: Int = try db.fetchOne(cached: "SELECT coalesce(max(id), 0) FROM foreign_job")?[0] ?? 0
        guard count < ForeignDataset.most else { throw Self.full("jobs") }
        try db.execute(
            cached: "INSERT INTO foreign_job (namespace, name, facets, created_at, updated_at) VALUES (?, ?, ?, ?, ?)",
            arguments: [name.namespace, name.name, facets, at.microseconds, at.microseconds])
        return db.lastInsertedRowID
    }

    /// Adds the run, or replaces what is known of it; keeps the latest 200 of a job.
    /// - Returns: its id.
    package func store(_ run: ForeignRun) throws -> Int64 {
        let values: StatementArguments = [
            run.state, run.facts, run.facets, run.firstAt.microseconds, run.lastAt.microseconds,
            run.startedAt?.microseconds, run.endedAt?.microseconds,
        ]
        if run.id != 0 {
            try db.execute(
                cached: """
                    UPDATE foreign_run SET state = ?, facts = ?, facets = ?, first_at = ?, last_at = ?, started_at = ?,
                        ended_at = ? WHERE id = ?
                    """, arguments: values + [run.id])
            return run.id
        }
        try db.execute(
            cached: """
                INSERT INTO foreign_run (state, facts, facets, first_at, last_at, started_at, ended_at, job_id, uuid)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, arguments: values + [run.jobID, run.uuid])
        let id = db.lastInsertedRowID
        try db.execute(
            cached: """
                DELETE FROM foreign_run WHERE job_id = ?1 AND uuid IS NOT NULL AND id <> ?2 AND (first_at, id) < (
                    SELECT first_at, id FROM foreign_run WHERE job_id = ?1 AND uuid IS NOT NULL
                    ORDER BY first_at DESC, id DESC LIMIT 1 OFFSET 199)
                """, arguments: [run.jobID, id])
        return id
    }

    /// What was said of the job itself, without a run.
    package func runOfJobItself(jobID: Int64) throws -> ForeignRun? {
        try db.fetchOne(cached: "SELECT * FROM foreign_run WHERE job_id = ? AND uuid IS NULL", arguments: [jobID])
            .map(ForeignRun.init)
    }

    /// What a run said of a dataset, in place of what it said before.
    package func store(_ use: ForeignUse, facets: String, runID: Int64) throws {
        try db.execute(
            cached: """
                INSERT INTO foreign_run_dataset (run_id, is_output, dataset_id, facets) VALUES (?, ?, ?, ?)
                ON CONFLICT (run_id, is_output, dataset_id) DO UPDATE SET facets = excluded.facets
                """, arguments: [runID, use.isOutput, Int64(use.datasetID), facets])
    }

    /// Nil where the run said nothing of it.
    package func foreignUseFacets(_ use: ForeignUse, runID: Int64) throws -> String? {
        try db.fetchOne(
            cached: "SELECT facets FROM foreign_run_dataset WHERE run_id = ? AND is_output = ? AND dataset_id = ?",
            arguments: [runID, use.isOutput, Int64(use.datasetID)]
        ).map { $0[0] }
    }

    package func countForeignUses(runID: Int64) throws -> Int {
        try db.fetchOne(cached: "SELECT count(*) FROM foreign_run_dataset WHERE run_id = ?", arguments: [runID])?[0]
            ?? 0
    }

    /// What a run said of datasets; what its job reads and writes stays.
    package func forgetForeignUses(runID: Int64) throws {
        try db.execute(cached: "DELETE FROM foreign_run_dataset WHERE run_id = ?", arguments: [runID])
    }

    /// Replaces what the job reads and writes, and what its outputs' columns are made of.
    package func replaceForeignUses(jobID: Int64, _ uses: [ForeignUse], columns: [LineageEdge]) throws {
        // Most events of a run say again what is known.
        guard try Set(snapshot.foreignUses(jobID: jobID)) != Set(uses) || foreignColumns(jobID: jobID) != Set(columns)
        else {
            return
        }
        try db.execute(cached: "DELETE FROM foreign_job_dataset WHERE job_id = ?", arguments: [jobID])
        for use in uses {
            try db.execute(
                cached: "INSERT OR IGNORE INTO foreign_job_dataset (job_id, is_output, dataset_id) VALUES (?, ?, ?)",
                arguments: [jobID, use.isOutput, Int64(use.datasetID)])
        }
        try db.execute(cached: "DELETE FROM foreign_column_source WHERE job_id = ?", arguments: [jobID])
        for edge in columns {
            guard let target = edge.target.column, let source = edge.source.column, let kind = edge.kind else {
                continue
            }
            try db.execute(
                cached: """
                    INSERT OR IGNORE INTO foreign_column_source
                        (job_id, dataset_id, column_name, source_id, source_column, kind) VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    jobID, Int64(edge.target.datasetID), target, Int64(edge.source.datasetID), source, kind.rawValue,
                ])
        }
    }

    private func foreignColumns(jobID: Int64) throws -> Set<LineageEdge> {
        let rows = try db.fetchAll(
            cached: """
                SELECT source_id, source_column, dataset_id, column_name, kind FROM foreign_column_source WHERE job_id = ?
                """, arguments: [jobID])
        return Set(
            rows.map { row in
                LineageEdge(
                    source: LineageNode(datasetID: UInt32(row[0] as Int64), column: row[1]),
                    target: LineageNode(datasetID: UInt32(row[2] as Int64), column: row[3]),
                    kind: ColumnSource.Kind(rawValue: row[4]))
            })
    }

    private static func full(_ what: String) -> BasinError {
        BasinError(
            .unavailable,
            "As many foreign \(what) are known as are kept (\(ForeignDataset.most)); send fewer different names.")
    }
}
