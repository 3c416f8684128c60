package import BasinCore
import GRDB

/// An event type or a dataset in a line, as the catalog has it: no definition is read for it.
package struct DatasetMark: Sendable, Hashable {
    package var id: UInt32
    package var kind: CatalogEntry.Kind
    package var name: String
    package var owner: String
    package var tier: Tier?
    package var description: String
    package var standing: CatalogEntry.Standing
    /// Queries of the last 30 days that named it.
    package var uses: Int

    /// Of a search's entry; nil for what is no data.
    package init?(_ entry: RankedEntry) {
        guard let id = entry.datasetID else { return nil }
        self.id = id
        kind = entry.kind
        name = entry.name
        owner = entry.owner
        tier = entry.tier
        description = entry.description
        standing = entry.standing
        uses = entry.uses
    }

    /// The columns that `columns` names.
    init?(_ row: Row) {
        guard let id = UInt32(row["object"] as String), let kind = CatalogEntry.Kind(rawValue: row["kind"]) else {
            return nil
        }
        self.id = id
        self.kind = kind
        name = row["name"]
        owner = row["owner"]
        tier = (row["tier"] as String?).flatMap(Tier.init(rawValue:))
        description = row["description"]
        standing = CatalogEntry.Standing(rawValue: row["standing"]) ?? .live
        uses = row["uses"]
    }

    static let columns = "e.object, e.kind, e.name, e.owner, e.tier, e.description, e.standing, e.uses"
}

extension Snapshot {
    package func datasetMark(id: UInt32) throws -> DatasetMark? {
        try db.fetchOne(
            cached:
                "SELECT \(DatasetMark.columns) FROM catalog_entry e WHERE kind IN ('event', 'dataset') AND object = ?",
            arguments: [String(id)]
        ).flatMap(DatasetMark.init)
    }

    package func datasetMark(named name: String) throws -> DatasetMark? {
        try db.fetchOne(
            cached:
                "SELECT \(DatasetMark.columns) FROM catalog_entry e WHERE name = ? AND kind IN ('event', 'dataset') LIMIT 1",
            arguments: [name]
        ).flatMap(DatasetMark.init)
    }

    /// What teams own and is not removed, the most used first.
    package func datasetMarks(ownedBy owners: some Collection<String>, limit: Int) throws -> [DatasetMark] {
        guard !owners.isEmpty else { return [] }
        return try catalogEntries(
            holding: [], inNames: false,
            facets: [owners.sorted().map(CatalogFacet.owner), [.kind(.event), .kind(.dataset)]], limit: limit
        ).filter { $0.standing != .removed }.compactMap(DatasetMark.init)
    }

    /// How many entries of each kind a team owns that are not removed.
    package func ownedCounts(_ owner: String) throws -> [CatalogEntry.Kind: Int] {
        let rows = try db.fetchAll(
            cached:
                "SELECT kind, count(*) AS n FROM catalog_entry WHERE owner = ? AND standing <> 'removed' GROUP BY kind",
            arguments: [owner])
        var counts: [CatalogEntry.Kind: Int] = [:]
        for row in rows { if let kind = CatalogEntry.Kind(rawValue: row[0]) { counts[kind] = row[1] } }
        return counts
    }

    /// Event types and datasets in the catalog, those included whose definition is removed.
    package func catalogDatasetCount() throws -> Int {
        try db.fetchOne(cached: "SELECT count(*) AS n FROM catalog_entry WHERE kind IN ('event', 'dataset')")?["n"] ?? 0
    }

    /// The datasets that were published last, the latest first, each once.
    /// - Parameter among: the latest so many runs are looked at.
    package func publishedLast(limit: Int, among runs: Int = 200) throws -> [(mark: DatasetMark, at: Timestamp)] {
        let rows = try db.fetchAll(
            cached: """
                SELECT max(r.id) AS latest, max(p.published_at) AS at, \(DatasetMark.columns)
                FROM (SELECT id, dataset_id, partition, state FROM run ORDER BY id DESC LIMIT ?1) r
                CROSS JOIN dataset_partition p ON p.dataset_id = r.dataset_id AND p.partition = r.partition AND p.run_id = r.id
                CROSS JOIN catalog_entry e ON e.kind = 'dataset' AND e.object = CAST(r.dataset_id AS TEXT) AND e.standing <> 'removed'
                WHERE r.state = 'succeeded' AND p.published_at IS NOT NULL
                GROUP BY r.dataset_id ORDER BY latest DESC LIMIT ?2
                """, arguments: [runs, limit])
        return rows.compactMap { row in DatasetMark(row).map { ($0, Timestamp(microseconds: row["at"])) } }
    }
}
