import BasinCore
import GRDB

/// Datasets as lists show them: little of each, those in trouble first.
extension Snapshot {
    /// By id; without reading more of the definitions than that.
    package func datasetShapes(_ ids: some Sequence<UInt32>) throws -> [UInt32: DatasetShape] {
        let rows = try db.fetchAll(
            cached: """
                SELECT dataset.id, name, json_extract(definition, '$.definition.granularity') AS granularity
                FROM json_each(?) AS asked CROSS JOIN dataset ON dataset.id = asked.value
                """, arguments: [try JSONText.encode(Set(ids).sorted())])
        return Dictionary(
            rows.map { row in
                let granularity = (row["granularity"] as String?).flatMap { Granularity(rawValue: $0) }
                return (UInt32(row["id"] as Int64), DatasetShape(name: row["name"], granularity: granularity ?? .none))
            }
        ) { first, _ in first }
    }

    /// How many partitions are given up, and how many stale, of all datasets.
    package func troubledPartitionCounts() throws -> (failed: Int, stale: Int) {
        let row = try db.fetchOne(
            cached: """
                SELECT (SELECT count(*) FROM dataset_partition INDEXED BY dataset_partition_given_up WHERE given_up_run IS NOT NULL),
                    (SELECT count(*) FROM dataset_partition INDEXED BY dataset_partition_stale WHERE stale_since IS NOT NULL)
                """)
        return (row?[0] ?? 0, row?[1] ?? 0)
    }

    /// Datasets that are not removed: those in trouble first, the worst before others, then by tier and name.
    /// - Parameters:
    ///   - owner: only of this team.
    ///   - text: only those with this in their names.
    /// - Returns: a page of them, and how many there are.
    package func shelvedDatasets(
        owner: String?, text: String?, skipping: Int, limit: Int
    ) throws -> (datasets: [ShelvedDataset], count: Int) {
        let troubled = try troubledDatasets(owner: owner, text: text)
        let counts = try db.fetchAll(
            cached:
                "SELECT tier, count(*) AS n FROM catalog_entry INDEXED BY catalog_entry_shelf WHERE \(Self.chosen) GROUP BY tier",
            arguments: [owner, text])
        var page = Array(troubled.dropFirst(skipping).prefix(limit))
        var skipped = max(0, skipping - troubled.count)
        let excluded = try JSONText.encode(troubled.map { String($0.id) })
        // Within a tier the index has the order of the names already.
        for tier in Tier.allCases.map(\.rawValue) where page.count < limit {
            let all: Int = counts.first { ($0["tier"] as String?) == tier }?["n"] ?? 0
            let others = all - troubled.count { $0.tier == tier }
            guard skipped < others else {
                skipped -= others
                continue
            }
            page += try db.fetchAll(
                cached: """
                    SELECT object, name, owner, tier FROM catalog_entry INDEXED BY catalog_entry_shelf
                    WHERE \(Self.chosen) AND tier = ?3 AND object NOT IN (SELECT value FROM json_each(?4))
                    ORDER BY name LIMIT ?5 OFFSET ?6
                    """, arguments: [owner, text, tier, excluded, limit - page.count, skipped]
            ).compactMap { Self.shelved($0, failed: 0, stale: 0) }
            skipped = 0
        }
        return (page, counts.reduce(0) { $0 + ($1["n"] as Int) })
    }

    /// Of what is chosen, what names it and how many of its partitions are wrong.
    private func troubledDatasets(owner: String?, text: String?) throws -> [ShelvedDataset] {
        try db.fetchAll(
            cached: """
                WITH trouble AS (
                    SELECT dataset_id, sum(failed) AS failed, sum(stale) AS stale FROM (
                        SELECT dataset_id, count(*) AS failed, 0 AS stale FROM dataset_partition INDEXED BY dataset_partition_given_up
                        WHERE given_up_run IS NOT NULL GROUP BY dataset_id
                        UNION ALL
                        SELECT dataset_id, 0, count(*) FROM dataset_partition INDEXED BY dataset_partition_stale
                        WHERE stale_since IS NOT NULL GROUP BY dataset_id
                    ) GROUP BY dataset_id ORDER BY 2 DESC, 3 DESC LIMIT \(Self.mostTroubled)
                )
                SELECT object, name, owner, tier, failed, stale
                FROM trouble CROSS JOIN catalog_entry ON kind = 'dataset' AND object = CAST(dataset_id AS TEXT)
                WHERE \(Self.chosen)
                ORDER BY failed > 0 DESC, CASE tier WHEN 'high' THEN 0 WHEN 'normal' THEN 1 ELSE 2 END, failed DESC, stale DESC, name
                """, arguments: [owner, text]
        ).compactMap { Self.shelved($0, failed: $0["failed"], stale: $0["stale"]) }
    }

    /// Where more are in trouble than this, the others stand in their places by tier and name.
    private static let mostTroubled = 2000
    private static let chosen = """
        kind = 'dataset' AND standing <> 'removed' AND (?1 IS NULL OR owner = ?1) AND (?2 IS NULL OR instr(name, ?2) > 0)
        """

    private static func shelved(_ row: Row, failed: Int, stale: Int) -> ShelvedDataset? {
        guard let id = UInt32(row["object"] as String) else { return nil }
        return ShelvedDataset(
            id: id, name: row["name"], owner: row["owner"], tier: row["tier"], failed: failed, stale: stale)
    }
}
