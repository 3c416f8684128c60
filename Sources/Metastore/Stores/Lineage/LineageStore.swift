package import BasinCore
import GRDB

/// What is made of what: of Basin's own as last applied, of others' as they last told.
extension Snapshot {
    /// Edges into (`upwards`) or out of datasets, a query for all of them; so many at most.
    package func datasetEdges(of ids: [UInt32], upwards: Bool, limit: Int) throws -> [LineageEdge] {
        try db.fetchAll(
            cached: """
                SELECT dataset_id, input_id FROM dataset_input
                WHERE \(upwards ? "dataset_id" : "input_id") IN (SELECT value FROM json_each(?1))
                UNION ALL
                SELECT DISTINCT \(upwards ? "one.dataset_id, other.dataset_id" : "other.dataset_id, one.dataset_id")
                FROM json_each(?1) AS asked
                CROSS JOIN foreign_job_dataset AS one ON one.dataset_id = asked.value AND one.is_output = \(upwards ? 1 : 0)
                CROSS JOIN foreign_job_dataset AS other
                    ON other.job_id = one.job_id AND other.is_output = \(upwards ? 0 : 1)
                LIMIT ?2
                """, arguments: [try JSONText.encode(ids), limit]
        ).map { row in
            LineageEdge(
                source: LineageNode(datasetID: UInt32(row[1] as Int64)),
                target: LineageNode(datasetID: UInt32(row[0] as Int64)))
        }
    }

    /// Edges into (`upwards`) or out of columns, a query for all of them; so many at most.
    package func columnEdges(of nodes: [LineageNode], upwards: Bool, limit: Int) throws -> [LineageEdge] {
        let asked = try JSONText.encode(nodes.map { ["\($0.datasetID)", $0.column ?? ""] })
        let (id, column) = upwards ? ("dataset_id", "column_name") : ("source_id", "source_column")
        return try db.fetchAll(
            cached: """
                SELECT source_id, source_column, dataset_id, column_name, kind FROM json_each(?1) AS asked
                CROSS JOIN column_source ON \(id) = CAST(asked.value ->> 0 AS INTEGER) AND \(column) = asked.value ->> 1
                UNION ALL
                SELECT DISTINCT source_id, source_column, dataset_id, column_name, kind FROM json_each(?1) AS asked
                CROSS JOIN foreign_column_source
                    ON \(id) = CAST(asked.value ->> 0 AS INTEGER) AND \(column) = asked.value ->> 1
                LIMIT ?2
                """, arguments: [asked, limit]
        ).map { row in
            LineageEdge(
                source: LineageNode(datasetID: UInt32(row[0] as Int64), column: row[1]),
                target: LineageNode(datasetID: UInt32(row[2] as Int64), column: row[3]),
                kind: ColumnSource.Kind(rawValue: row[4]))
        }
    }

    /// Datasets, and event types too if asked for, that are not removed: a page of their ids by name, and how many
    /// there are. No definition is read for it: there may be tens of thousands.
    package func liveDatasets(
        withEvents: Bool, limit: Int, offset: Int
    ) throws -> (ids: [UInt32], count: Int) {
        let ids: [Int64] = try db.fetchAll(
            cached: """
                SELECT id, name FROM dataset WHERE is_removed = 0
                UNION ALL SELECT id, name FROM event_type WHERE is_removed = 0 AND ?1
                ORDER BY name LIMIT ?2 OFFSET ?3
                """, arguments: [withEvents, limit, offset]
        ).map { $0[0] }
        let count = try db.fetchOne(
            cached: """
                SELECT (SELECT count(*) FROM dataset WHERE is_removed = 0)
                    + (SELECT count(*) FROM event_type WHERE is_removed = 0 AND ?1)
                """, arguments: [withEvents])
        return (ids.map { UInt32($0) }, count?[0] ?? 0)
    }

    /// What event types and datasets are called, by id.
    package func datasetHeads(_ ids: [UInt32]) throws -> [UInt32: DatasetHead] {
        var heads: [UInt32: DatasetHead] = [:]
        let rows = try db.fetchAll(
            cached: """
                SELECT object, kind, name, owner, uses FROM json_each(?) AS asked
                CROSS JOIN catalog_entry ON kind IN ('event', 'dataset', 'external') AND object = asked.value
                """, arguments: [try JSONText.encode(ids.map { String($0) })])
        for row in rows {
            guard let id = UInt32(row[0] as String), let kind = CatalogEntry.Kind(rawValue: row[1]) else { continue }
            heads[id] = DatasetHead(kind: kind, name: row[2], owner: row[3], uses: row[4])
        }
        return heads
    }
}

extension Snapshot {
    /// How event types and datasets stand, by id, in a word: the worst that is true of each. What others told of is
    /// left out.
    package func datasetStates(_ ids: [UInt32]) throws -> [UInt32: String] {
        let rows = try db.fetchAll(
            cached: """
                SELECT object, standing,
                    EXISTS (SELECT 1 FROM dataset_partition WHERE dataset_id = CAST(object AS INTEGER) AND given_up_run IS NOT NULL),
                    EXISTS (SELECT 1 FROM incident WHERE type_id = CAST(object AS INTEGER) AND closed_at IS NULL),
                    EXISTS (SELECT 1 FROM dataset_partition WHERE dataset_id = CAST(object AS INTEGER) AND stale_since IS NOT NULL)
                FROM json_each(?) AS asked
                CROSS JOIN catalog_entry ON kind IN ('event', 'dataset') AND object = asked.value
                """, arguments: [try JSONText.encode(ids.map { String($0) })])
        var states: [UInt32: String] = [:]
        for row in rows {
            guard let id = UInt32(row[0] as String) else { continue }
            let standing: String = row[1]
            let word =
                standing == "removed" ? "removed" : row[2] ? "failed" : row[3] ? "broken" : row[4] ? "stale" : nil
            states[id] = word ?? (standing == "deprecated" ? "deprecated" : "good")
        }
        return states
    }
}

extension Transaction {
    /// What the columns of the dataset are made of; nothing once it is removed.
    package func storeColumnSources(of dataset: AppliedDataset) throws {
        try db.execute(cached: "DELETE FROM column_source WHERE dataset_id = ?", arguments: [Int64(dataset.id)])
        guard !dataset.isRemoved else { return }
        var ids = Dictionary(dataset.inputs.map { ($0.name, $0.id) }) { first, _ in first }
        ids[dataset.name] = dataset.id
        for column in dataset.columns {
            for source in Set(column.sources) {
                guard let id = ids[source.dataset] else { continue }
                try db.execute(
                    cached: """
                        INSERT OR IGNORE INTO column_source (dataset_id, column_name, source_id, source_column, kind)
                        VALUES (?, ?, ?, ?, ?)
                        """,
                    arguments: [Int64(dataset.id), column.name, Int64(id), source.column, source.kind.rawValue])
            }
        }
    }
}
