package import BasinCore
import GRDB

/// Partitions of one dataset that are not as they should be, together.
package struct TroubledPartitions: Sendable, Hashable {
    package var count: Int
    /// The latest of them.
    package var last: Int

    package init(count: Int, last: Int) {
        self.count = count
        self.last = last
    }
}

/// What is not as it should be, found by indexes that hold nothing else.
extension Snapshot {
    package enum Trouble: String, Sendable, CaseIterable {
        /// Nothing more is tried by itself.
        case givenUp = "given_up"
        /// An input changed since it was made.
        case stale

        fileprivate var condition: String { self == .givenUp ? "given_up_run IS NOT NULL" : "stale_since IS NOT NULL" }
    }

    /// Datasets that have such partitions, those of the highest tier first, then the most used.
    /// - Parameters:
    ///   - limit: datasets at most.
    ///   - partitions: that are looked at; of more, the rest is left out.
    package func troubledDatasets(
        _ trouble: Trouble, limit: Int, partitions most: Int = 5000
    ) throws -> [(mark: DatasetMark, partitions: TroubledPartitions)] {
        let rows = try db.fetchAll(
            cached: """
                SELECT g.n, g.last, \(DatasetMark.columns) FROM (
                    SELECT dataset_id, count(*) AS n, max(partition) AS last FROM (
                        SELECT dataset_id, partition FROM dataset_partition INDEXED BY dataset_partition_\(trouble.rawValue)
                        WHERE \(trouble.condition) LIMIT ?1)
                    GROUP BY dataset_id) g
                CROSS JOIN catalog_entry e ON e.kind = 'dataset' AND e.object = CAST(g.dataset_id AS TEXT)
                WHERE e.standing <> 'removed'
                ORDER BY CASE e.tier WHEN 'high' THEN 0 WHEN 'normal' THEN 1 ELSE 2 END, e.uses DESC, e.name LIMIT ?2
                """, arguments: [most, limit])
        return rows.compactMap { row in
            DatasetMark(row).map { ($0, TroubledPartitions(count: row["n"], last: row["last"])) }
        }
    }

    /// Such partitions of one dataset; nil when it has none.
    package func troubledPartitions(_ trouble: Trouble, datasetID: UInt32) throws -> TroubledPartitions? {
        let row = try db.fetchOne(
            cached: """
                SELECT count(*) AS n, max(partition) AS last FROM (
                    SELECT partition FROM dataset_partition INDEXED BY dataset_partition_\(trouble.rawValue)
                    WHERE \(trouble.condition) AND dataset_id = ? LIMIT 5000)
                """, arguments: [Int64(datasetID)])
        guard let row, let last = row["last"] as Int? else { return nil }
        return TroubledPartitions(count: row["n"], last: last)
    }

    /// How a dataset is to be made, and when it last was: enough to say whether it is in time.
    package struct Pace: Sendable, Hashable {
        package var granularity: Granularity
        package var trigger: Trigger.Kind
        package var isPaused: Bool
        /// When its latest partition was published.
        package var publishedAt: Timestamp
    }

    /// Of a dataset that a pipeline makes, unless nothing of it was published, or something since the moment: then its
    /// definition is not read.
    package func pace(datasetID: UInt32, ifBefore moment: Timestamp) throws -> Pace? {
        let last = try db.fetchOne(
            cached: """
                SELECT published_at AS at FROM dataset_partition WHERE dataset_id = ? AND published_at IS NOT NULL
                ORDER BY partition DESC LIMIT 1
                """, arguments: [Int64(datasetID)])
        guard let last, last["at"] < moment.microseconds else { return nil }
        let row = try db.fetchOne(
            cached: """
                SELECT definition ->> '$.definition.granularity' AS granularity, definition ->> '$.definition.trigger.kind' AS trigger,
                    paused_at IS NOT NULL AS is_paused FROM dataset WHERE id = ? AND is_removed = 0
                """, arguments: [Int64(datasetID)])
        guard let row, let granularity = (row["granularity"] as String?).flatMap(Granularity.init(rawValue:)) else {
            return nil
        }
        return Pace(
            granularity: granularity,
            trigger: (row["trigger"] as String?).flatMap(Trigger.Kind.init(rawValue:)) ?? .data,
            isPaused: row["is_paused"], publishedAt: Timestamp(microseconds: last["at"]))
    }

    /// Datasets that pipelines make, the best of the catalog first.
    package func leadingDatasets(limit: Int) throws -> [DatasetMark] {
        try db.fetchAll(
            cached: """
                SELECT \(DatasetMark.columns) FROM (SELECT * FROM catalog_entry ORDER BY place LIMIT ?1) e
                WHERE e.kind = 'dataset' AND e.standing <> 'removed' LIMIT ?2
                """, arguments: [limit * 4, limit]
        ).compactMap(DatasetMark.init)
    }

    /// The latest incident of an event type that lasts.
    package func openIncident(typeID: UInt32) throws -> (message: String, hour: Hour?, openedAt: Timestamp)? {
        try db.fetchOne(
            cached: """
                SELECT message, hour, opened_at FROM incident WHERE closed_at IS NULL AND type_id = ? ORDER BY id DESC LIMIT 1
                """, arguments: [Int64(typeID)]
        ).map { ($0[0], ($0[1] as Int?).map(Hour.init(index:)), Timestamp(microseconds: $0[2])) }
    }
}
