package import BasinCore
import GRDB

/// A dataset with what people did to it since it was applied.
package struct DatasetRecord: Sendable {
    package var dataset: AppliedDataset
    /// Of its table in the warehouse.
    package var folder: String
    package var pausedAt: Timestamp?
    package var pausedBy: String?
    /// The last tick that was dealt with, of a dataset without partitions.
    package var tickAt: Timestamp?
}

/// Datasets that pipelines make, as last applied, and what their runs share.
extension Snapshot {
    /// Removed ones included, by id.
    package func datasets() throws -> [DatasetRecord] {
        try Row.fetchAll(db, sql: "SELECT * FROM dataset ORDER BY id").map(Self.datasetRecord)
    }

    package func dataset(id: UInt32) throws -> DatasetRecord? {
        try db.fetchOne(cached: "SELECT * FROM dataset WHERE id = ?", arguments: [Int64(id)]).map(Self.datasetRecord)
    }

    /// Removed ones included.
    package func dataset(named name: String) throws -> DatasetRecord? {
        try db.fetchOne(cached: "SELECT * FROM dataset WHERE name = ?", arguments: [name]).map(Self.datasetRecord)
    }

    /// Those of the names that are datasets, removed ones included.
    package func datasets(named names: some Sequence<String>) throws -> [DatasetRecord] {
        try names.sorted().compactMap { try dataset(named: $0) }
    }

    /// Every name of a dataset, removed ones included, with its id.
    package func datasetNames() throws -> [String: UInt32] {
        Dictionary(
            uniqueKeysWithValues: try Row.fetchAll(db, sql: "SELECT id, name FROM dataset").map {
                ($0["name"], UInt32($0["id"] as Int64))
            })
    }

    private static func datasetRecord(_ row: Row) throws -> DatasetRecord {
        var dataset = try JSONText.decode(AppliedDataset.self, row["definition"])
        dataset.isRemoved = row["is_removed"]
        return DatasetRecord(
            dataset: dataset, folder: row["folder"],
            pausedAt: (row["paused_at"] as Int64?).map(Timestamp.init(microseconds:)), pausedBy: row["paused_by"],
            tickAt: (row["tick_at"] as Int64?).map(Timestamp.init(microseconds:)))
    }

    /// Slots of each pool.
    package func pools() throws -> [String: Int] {
        Dictionary(
            uniqueKeysWithValues: try Row.fetchAll(db, sql: "SELECT name, slots FROM pool").map {
                ($0["name"], $0["slots"])
            })
    }

    /// How many runs a team may have at once; teams without a quota are not named.
    package func teamQuotas() throws -> [String: Int] {
        Dictionary(
            uniqueKeysWithValues: try Row.fetchAll(
                db, sql: "SELECT name, max_runs FROM team WHERE max_runs IS NOT NULL"
            )
            .map { ($0["name"], $0["max_runs"]) })
    }
}

extension Transaction {
    /// Stores what a plan results in. Datasets that are not named stay as they are.
    package func store(datasets: [AppliedDataset], at now: Timestamp) throws {
        // Two datasets may swap names: give way first.
        for dataset in datasets {
            try db.execute(
                sql: "UPDATE dataset SET name = '#' || id WHERE id = ?", arguments: [Int64(dataset.id)])
        }
        for dataset in datasets {
            // Tables of events and of other datasets share one folder of the warehouse.
            try db.execute(
                sql: """
                    INSERT INTO dataset (id, name, folder, definition, is_removed, applied_at, tick_at)
                    VALUES (?1, ?2, ?2 || iif(EXISTS (SELECT 1 FROM dataset WHERE folder = ?2)
                        OR EXISTS (SELECT 1 FROM event_type WHERE folder = ?2), '_' || ?1, ''), ?3, ?4, ?5, ?5)
                    ON CONFLICT (id) DO UPDATE SET name = excluded.name, definition = excluded.definition,
                        is_removed = excluded.is_removed, applied_at = excluded.applied_at
                    """,
                arguments: [
                    Int64(dataset.id), dataset.name, try JSONText.encode(dataset), dataset.isRemoved, now.microseconds,
                ])
            try db.execute(sql: "DELETE FROM dataset_input WHERE dataset_id = ?", arguments: [Int64(dataset.id)])
            for input in Set(dataset.inputs.map(\.id)) where !dataset.isRemoved {
                try db.execute(
                    sql: "INSERT INTO dataset_input (dataset_id, input_id) VALUES (?, ?)",
                    arguments: [Int64(dataset.id), Int64(input)])
            }
            try storeColumnSources(of: dataset)
            try noteChange(datasetID: dataset.id)
        }
    }

    /// Replaces all pools.
    package func store(pools: [String: Int]) throws {
        try db.execute(sql: "DELETE FROM pool")
        for (name, slots) in pools {
            try db.execute(sql: "INSERT INTO pool (name, slots) VALUES (?, ?)", arguments: [name, slots])
        }
    }

    /// Nil of `by` resumes.
    package func setPaused(datasetID: UInt32, by person: String?, at now: Timestamp) throws {
        try db.execute(
            sql: "UPDATE dataset SET paused_at = ?, paused_by = ? WHERE id = ?",
            arguments: [person == nil ? nil : now.microseconds, person, Int64(datasetID)])
        try noteChange(datasetID: datasetID)
    }

    package func setTick(datasetID: UInt32, at tick: Timestamp) throws {
        try db.execute(
            sql: "UPDATE dataset SET tick_at = ? WHERE id = ?", arguments: [tick.microseconds, Int64(datasetID)])
    }
}
